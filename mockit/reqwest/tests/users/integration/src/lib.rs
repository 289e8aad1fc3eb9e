//! A crate whose tests in `tests/` swap its `reqwest`: a feature does it, for they see the crate without
//! `cfg(test)`.

#[cfg(feature = "mock")]
extern crate mockit_reqwest as reqwest;

/// The titles of a repository's open issues.
pub async fn issues(repository: &str) -> reqwest::Result<Vec<String>> {
    let client = reqwest::Client::new();
    let url = format!("https://api.github.com/repos/{repository}/issues");
    let issues: serde_json::Value = client.get(url).send().await?.error_for_status()?.json().await?;
    let titles = issues.as_array().into_iter().flatten().filter_map(|issue| issue["title"].as_str());
    Ok(titles.map(str::to_owned).collect())
}
