//! What shapes a request before it is sent: the real builder does it.

/// They are the same for both builders, but for the types of a body and a multipart form.
macro_rules! request_setters {
    ($body:ty, $form:ty) => {
        /// Adds a header.
        pub fn header<K, V>(self, key: K, value: V) -> RequestBuilder
        where
            ::http::header::HeaderName: TryFrom<K>,
            <::http::header::HeaderName as TryFrom<K>>::Error: Into<http::Error>,
            ::http::header::HeaderValue: TryFrom<V>,
            <::http::header::HeaderValue as TryFrom<V>>::Error: Into<http::Error>,
        {
            self.map(|inner| inner.header(key, value))
        }

        /// Sets headers: they replace those of the same names.
        pub fn headers(self, headers: ::http::header::HeaderMap) -> RequestBuilder {
            self.map(|inner| inner.headers(headers))
        }

        /// Adds an `authorization` of the basic scheme.
        pub fn basic_auth<U, P>(self, username: U, password: Option<P>) -> RequestBuilder
        where
            U: ::std::fmt::Display,
            P: ::std::fmt::Display,
        {
            self.map(|inner| inner.basic_auth(username, password))
        }

        /// Adds an `authorization` with a token.
        pub fn bearer_auth<T: ::std::fmt::Display>(self, token: T) -> RequestBuilder {
            self.map(|inner| inner.bearer_auth(token))
        }

        /// Sets the body.
        pub fn body<T: Into<$body>>(self, body: T) -> RequestBuilder {
            self.map(|inner| inner.body(body))
        }

        /// Limits the time until the whole response has come, instead of the client's limit.
        pub fn timeout(self, timeout: ::std::time::Duration) -> RequestBuilder {
            self.map(|inner| inner.timeout(timeout))
        }

        /// Sets a `multipart/form-data` body.
        #[cfg(feature = "multipart")]
        pub fn multipart(self, multipart: $form) -> RequestBuilder {
            self.map(|inner| inner.multipart(multipart))
        }

        /// Adds parameters to the URL's query.
        #[cfg(feature = "query")]
        pub fn query<T: ::serde::Serialize + ?Sized>(self, query: &T) -> RequestBuilder {
            self.map(|inner| inner.query(query))
        }

        /// Sets the version of HTTP.
        pub fn version(self, version: ::reqwest::Version) -> RequestBuilder {
            self.map(|inner| inner.version(version))
        }

        /// Sets a form as body.
        #[cfg(feature = "form")]
        pub fn form<T: ::serde::Serialize + ?Sized>(self, form: &T) -> RequestBuilder {
            self.map(|inner| inner.form(form))
        }

        /// Sets JSON as body.
        #[cfg(feature = "json")]
        pub fn json<T: ::serde::Serialize + ?Sized>(self, json: &T) -> RequestBuilder {
            self.map(|inner| inner.json(json))
        }
    };
}

pub(crate) use request_setters;
