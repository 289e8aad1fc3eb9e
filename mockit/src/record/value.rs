//! Values of users' types, as far as they can be kept.

use std::any::Any;
use std::fmt;

use crate::written::written;

/// A value that was kept; `show` writes it by its `Debug`, where there is one.
pub trait Value: Any + Send + Sync {
    /// Writes it; `None` where its type has no `Debug`.
    fn show(&self, f: &mut fmt::Formatter<'_>) -> Option<fmt::Result>;
}

/// Longer texts may be spread over lines.
const LONG: usize = 40;

/// What is left of an argument or a result.
pub enum Kept {
    /// An owned form of it.
    Value(Box<dyn Value>),
    /// Its text, made when it was there.
    Text(String),
    /// The same, by `{:?}` and by `{:#?}`.
    Texts(Box<(String, String)>),
    /// Nothing: it is neither `Clone` nor `Debug`.
    Nothing,
}

impl Kept {
    /// The text that is written now: by a `Debug` of the user's, which may fail.
    pub(crate) fn text(write: impl Fn(&mut fmt::Formatter<'_>) -> fmt::Result) -> Kept {
        struct By<F>(F);
        impl<F: Fn(&mut fmt::Formatter<'_>) -> fmt::Result> fmt::Display for By<F> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                (self.0)(f)
            }
        }
        Kept::Text(written(format_args!("{}", By(write))))
    }

    pub(super) fn is_value(&self) -> bool {
        matches!(self, Kept::Value(_))
    }

    /// The same without the value.
    pub(super) fn as_text(&self) -> Kept {
        let plain = written(format_args!("{self}"));
        match self {
            Kept::Nothing => Kept::Nothing,
            // Of a short one, nobody wants to see more.
            Kept::Value(_) if plain.len() > LONG => {
                let pretty = written(format_args!("{self:#}"));
                Kept::Texts(Box::new((plain, pretty)))
            }
            _ => Kept::Text(plain),
        }
    }

    /// The value, if it is a `T`.
    pub(crate) fn get<T: Any>(&self) -> Option<&T> {
        match self {
            Kept::Value(value) => (&**value as &dyn Any).downcast_ref(),
            Kept::Text(_) | Kept::Texts(_) | Kept::Nothing => None,
        }
    }
}

/// By its `Debug`, or `?`; `{:#}` by `{:#?}`.
impl fmt::Display for Kept {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Kept::Value(value) => value.show(f).unwrap_or_else(|| f.write_str("?")),
            Kept::Text(text) => f.write_str(text),
            Kept::Texts(texts) => f.write_str(if f.alternate() { &texts.1 } else { &texts.0 }),
            Kept::Nothing => f.write_str("?"),
        }
    }
}

impl fmt::Debug for Kept {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
