//! What is refused before anything is sent.

use super::{builder, client, failed, send};
use crate::observed::Seen;
use crate::script::{redirect, text};
use crate::table::Table;

pub fn add(table: &mut Table) {
    macro_rules! each {
        ($($name:literal $url:literal)*) => {$(
            table.add(concat!("refused: ", $name), [], |_| async move {
                send(client().get($url)).await
            });
        )*};
    }
    each! {
        "no url" "nonsense"
        "no scheme" "/a/b"
        "empty" ""
        "no host" "http://"
        "a bad port" "http://127.0.0.1:99999/"
        "a bad address" "http://[::1/"
        "ftp" "ftp://example.com/a"
        "file" "file:///etc/hosts"
        "data" "data:text/plain,hello"
        "mailto" "mailto:a@example.com"
        "unix" "unix:/run/socket"
        "braces in the host" "https://{{hostname}}/"
        "a space in the host" "http://exa mple.com/"
    }
    table.add("https only", [text("/a", "x")], |site| async move {
        let client = builder().https_only(true).build().expect("valid");
        send(client.get(site.url("/a#f"))).await
    });
    table.add("https only, post", [], |site| async move {
        let client = builder().https_only(true).build().expect("valid");
        send(client.post(site.url("/a")).body("x")).await
    });
    table.add("the first error counts", [], |_| async move {
        send(client().get("nonsense").header("no name", "x").header("x-a", "a\nb")).await
    });
    table.add("an error with its url taken away", [redirect("/a", 302, "/a")], |_| async move {
        let error = client().get("ftp://example.com/").send().await.expect_err("a scheme");
        let mut seen = Seen::new();
        seen.note("debug", format!("{error:?}"));
        let mut without = error.without_url();
        seen.add("without", failed("send", &without));
        without = without.with_url("http://new.example/".parse().expect("a URL"));
        seen.add("with", failed("send", &without)).clone()
    });
    table.add("try_clone of what is refused", [], |_| async move {
        Seen::new().note("cloned", client().get("nonsense").try_clone().is_some()).clone()
    });
}
