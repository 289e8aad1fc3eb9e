//! How long a reply takes.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// How long a reply takes: fixed, or drawn at random from a seed, so that a test that failed
/// fails again.
#[derive(Clone)]
pub struct Delay {
    shape: Shape,
    /// Shared by clones: each reply draws the next.
    random: Arc<Mutex<fastrand::Rng>>,
}

#[derive(Clone, Copy, Debug)]
enum Shape {
    Fixed(Duration),
    Uniform(Duration, Duration),
    LogNormal { median: Duration, sigma: f64 },
}

impl Delay {
    fn new(shape: Shape, seed: u64) -> Self {
        Delay { shape, random: Arc::new(Mutex::new(fastrand::Rng::with_seed(seed))) }
    }

    /// Always the same; a `Duration` will do where a delay is asked for.
    pub fn fixed(delay: Duration) -> Self {
        Delay::new(Shape::Fixed(delay), 0)
    }

    /// Any from `shortest` to `longest`, all alike.
    ///
    /// # Panics
    /// When `longest` is shorter than `shortest`.
    #[track_caller]
    pub fn uniform(shortest: Duration, longest: Duration, seed: u64) -> Self {
        assert!(
            shortest <= longest,
            "the longest delay, {longest:?}, is shorter than the shortest, {shortest:?}"
        );
        Delay::new(Shape::Uniform(shortest, longest), seed)
    }

    /// As real latencies are: half of them under `median`, with a tail that is the longer the
    /// greater `sigma` is; 0.4 is usual.
    ///
    /// # Panics
    /// When `sigma` is negative or no number.
    #[track_caller]
    pub fn log_normal(median: Duration, sigma: f64, seed: u64) -> Self {
        assert!(sigma >= 0.0 && sigma.is_finite(), "sigma is {sigma}, and must be a number from 0 on");
        Delay::new(Shape::LogNormal { median, sigma }, seed)
    }

    pub(crate) fn next(&self) -> Duration {
        let mut random = self.random.lock().unwrap_or_else(PoisonError::into_inner);
        match self.shape {
            Shape::Fixed(delay) => delay,
            Shape::Uniform(shortest, longest) => shortest + (longest - shortest).mul_f64(random.f64()),
            Shape::LogNormal { median, sigma } => {
                // Box and Muller; never the logarithm of 0.
                let (u, v) = (1.0 - random.f64(), random.f64());
                let normal = (-2.0 * u.ln()).sqrt() * (std::f64::consts::TAU * v).cos();
                let seconds = median.as_secs_f64() * (sigma * normal).exp();
                Duration::try_from_secs_f64(seconds).unwrap_or(Duration::MAX)
            }
        }
    }
}

impl From<Duration> for Delay {
    fn from(delay: Duration) -> Self {
        Delay::fixed(delay)
    }
}

impl fmt::Debug for Delay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.shape.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn random_delays_have_their_shape_and_repeat() {
        let (a, b) = (Duration::from_millis(100), Duration::from_millis(300));
        let draw = |delay: Delay| -> Vec<Duration> { (0..1001).map(|_| delay.next()).collect() };
        let uniform = draw(Delay::uniform(a, b, 7));
        assert!(uniform.iter().all(|d| (a..=b).contains(d)));
        assert_eq!(uniform, draw(Delay::uniform(a, b, 7)));
        assert_ne!(uniform, draw(Delay::uniform(a, b, 8)));

        let mut latencies = draw(Delay::log_normal(a, 0.4, 7));
        latencies.sort();
        let median = latencies[500].as_secs_f64();
        assert!((0.09..0.11).contains(&median), "{median}");
        let p95 = latencies[950].as_secs_f64();
        assert!((0.17..0.22).contains(&p95), "100 ms * exp(0.4 * 1.645) is 193 ms: {p95}");
    }
}
