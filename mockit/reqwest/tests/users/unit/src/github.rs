//! Production code that knows of no doubles: its URL is fixed, and it makes its client itself.

const API: &str = "https://api.github.com";

pub struct GitHub {
    client: reqwest::Client,
}

impl GitHub {
    pub fn new() -> reqwest::Result<Self> {
        Ok(GitHub { client: reqwest::Client::builder().user_agent("user-unit").build()? })
    }

    /// The stars of a repository, after up to three tries.
    pub async fn stars(&self, repository: &str) -> Result<u64, reqwest::Error> {
        let mut tries = 0;
        loop {
            tries += 1;
            let response = self.client.get(format!("{API}/repos/{repository}")).send().await?;
            match response.error_for_status() {
                Err(error) if error.status().is_some_and(|status| status.is_server_error()) && tries < 3 => {}
                Err(error) => return Err(error),
                Ok(response) => {
                    let repository: serde_json::Value = response.json().await?;
                    return Ok(repository["stargazers_count"].as_u64().unwrap_or_default());
                }
            }
        }
    }
}
