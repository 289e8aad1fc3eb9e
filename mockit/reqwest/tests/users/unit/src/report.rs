//! Deeper production code: the client is made at the bottom of it, by the absolute path.

use crate::github::GitHub;

/// `rust-lang/rust: 7 stars`
pub async fn line(repository: &str) -> ::reqwest::Result<String> {
    let stars = GitHub::new()?.stars(repository).await?;
    Ok(format!("{repository}: {stars} stars"))
}

/// What GitHub says on its mind.
pub async fn zen() -> ::reqwest::Result<String> {
    ::reqwest::get("https://api.github.com/zen").await?.text().await
}
