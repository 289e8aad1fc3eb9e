//! Server-sent events.

use std::fmt;

/// A server-sent event; a text alone is its data.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Event {
    id: Option<String>,
    name: Option<String>,
    data: String,
}

impl Event {
    /// An event with that data, which may have several lines.
    pub fn data(data: impl Into<String>) -> Self {
        Event { data: data.into(), ..Event::default() }
    }

    /// Names the event.
    #[must_use]
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// Gives it an id.
    #[must_use]
    pub fn id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }
}

impl From<&str> for Event {
    fn from(data: &str) -> Self {
        Event::data(data)
    }
}

impl From<String> for Event {
    fn from(data: String) -> Self {
        Event::data(data)
    }
}

/// As it is sent.
impl fmt::Display for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A line break would end the field.
        let one_line = |text: &str| text.replace(['\r', '\n'], " ");
        if let Some(id) = &self.id {
            writeln!(f, "id: {}", one_line(id))?;
        }
        if let Some(name) = &self.name {
            writeln!(f, "event: {}", one_line(name))?;
        }
        for line in self.data.replace("\r\n", "\n").replace('\r', "\n").split('\n') {
            writeln!(f, "data: {line}")?;
        }
        writeln!(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_line_of_data_is_a_field() {
        let event = Event::data("a\r\nb").name("tick\n").id("1");
        assert_eq!(event.to_string(), "id: 1\nevent: tick \ndata: a\ndata: b\n\n");
        assert_eq!(Event::from("").to_string(), "data: \n\n");
    }
}
