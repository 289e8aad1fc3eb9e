//! The HTTP double: calls of HTTP clients answered in process.

mod answer;
mod clock;
mod double;
mod endpoint;
pub mod matching;
mod reply;
mod request;
mod state;
mod stub;

pub use self::answer::{Answer, Outcome};
pub use self::double::MockHttp;
pub use self::endpoint::{Endpoint, Installed};
pub use self::matching::{glob, regex};
pub use self::reply::{Body, BodyError, Chunk, Delay, Event, Fault, IntoStatus, Reply};
pub use self::request::Request;
pub use self::state::State;
pub use self::stub::{Registered, Selecting, Stub, Verification};

pub use ::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Version};
pub use ::url::Url;
