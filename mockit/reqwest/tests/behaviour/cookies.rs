//! The cookie store, which is the real one.

use std::sync::Arc;

use mockit::http::{MockHttp, Reply};
use reqwest::Client;
use reqwest::cookie::{CookieStore as _, Jar};

#[tokio::test]
async fn cookies_are_kept_and_sent_hop_by_hop() {
    let http = MockHttp::new();
    let login = Reply::redirect(302, "/home").header("set-cookie", "session=1; Path=/");
    http.expect_post("http://a.example/login").return_const(login);
    http.expect_get("http://a.example/home").with_cookie("session", "1").returning_text(200, "welcome");
    let other = http.expect_get("http://b.example/").returning_status(200);
    let _installed = http.install();

    let client = Client::builder().cookie_store(true).build().unwrap();
    let home = client.post("http://a.example/login").send().await.unwrap();
    assert_eq!(home.text().await.unwrap(), "welcome");
    client.get("http://b.example/").send().await.unwrap();
    assert_eq!(other.requests()[0].header("cookie"), None);
}

#[tokio::test]
async fn a_store_of_ones_own_and_cookies_of_the_request() {
    let http = MockHttp::new();
    let reply = Reply::status(200).header("set-cookie", "b=2");
    let stub = http.expect_get("http://a.example/").return_const(reply).times(3);
    let _installed = http.install();
    let url = "http://a.example/".parse().unwrap();
    let jar = Arc::new(Jar::default());
    jar.add_cookie_str("a=1", &url);

    let client = Client::builder().cookie_provider(Arc::clone(&jar)).build().unwrap();
    let response = client.get("http://a.example/").send().await.unwrap();
    assert_eq!(response.cookies().next().unwrap().value(), "2");
    assert!(jar.cookies(&url).unwrap().to_str().unwrap().contains("b=2"));
    client.get("http://a.example/").header("cookie", "own=3").send().await.unwrap();
    let without = Client::builder().cookie_store(true).cookie_store(false).build().unwrap();
    without.get("http://a.example/").send().await.unwrap();

    let sent: Vec<_> = stub.requests().iter().map(|sent| sent.header("cookie").map(String::from)).collect();
    assert_eq!(sent, [Some("a=1".to_string()), Some("own=3".to_string()), None]);
}
