//! The module that is tested with a double.

#[cfg(test)]
use mockit_reqwest as reqwest;

/// Makes a gist, and gives its id.
pub async fn create(text: &str) -> reqwest::Result<String> {
    let gist = serde_json::json!({"files": {"gist.txt": {"content": text}}});
    let request = reqwest::Client::new().post("https://api.github.com/gists").json(&gist);
    let created: serde_json::Value = request.send().await?.error_for_status()?.json().await?;
    Ok(created["id"].as_str().unwrap_or_default().to_owned())
}

#[cfg(test)]
mod tests {
    use std::any::TypeId;

    use mockit::http::MockHttp;
    use serde_json::json;

    #[tokio::test]
    async fn this_module_finds_the_double() {
        let http = MockHttp::new();
        http.expect_post("https://api.github.com/gists")
            .with_json(json!({"files": {"gist.txt": {"content": "hello"}}}))
            .times(1)
            .returning_json(201, json!({"id": "abc"}));
        let _installed = http.install();
        assert_eq!(super::create("hello").await.unwrap(), "abc");
    }

    #[test]
    fn other_modules_keep_the_real_one() {
        assert_ne!(TypeId::of::<super::reqwest::Client>(), TypeId::of::<crate::untouched::Client>());
        assert_eq!(TypeId::of::<super::reqwest::Response>(), TypeId::of::<crate::untouched::Response>());
    }

    #[tokio::test]
    #[should_panic = "no double is installed for `POST https://api.github.com/gists`: install one with"]
    async fn without_a_double_it_says_how_to_install_one() {
        let _ = super::create("hello").await;
    }
}
