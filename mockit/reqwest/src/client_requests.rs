//! What begins a request.

/// They are the same for both clients; each has a `RequestBuilder` of its own.
macro_rules! client_requests {
    () => {
        /// A `GET` request.
        pub fn get<U: ::reqwest::IntoUrl>(&self, url: U) -> RequestBuilder {
            self.request(::reqwest::Method::GET, url)
        }

        /// A `POST` request.
        pub fn post<U: ::reqwest::IntoUrl>(&self, url: U) -> RequestBuilder {
            self.request(::reqwest::Method::POST, url)
        }

        /// A `PUT` request.
        pub fn put<U: ::reqwest::IntoUrl>(&self, url: U) -> RequestBuilder {
            self.request(::reqwest::Method::PUT, url)
        }

        /// A `PATCH` request.
        pub fn patch<U: ::reqwest::IntoUrl>(&self, url: U) -> RequestBuilder {
            self.request(::reqwest::Method::PATCH, url)
        }

        /// A `DELETE` request.
        pub fn delete<U: ::reqwest::IntoUrl>(&self, url: U) -> RequestBuilder {
            self.request(::reqwest::Method::DELETE, url)
        }

        /// A `HEAD` request.
        pub fn head<U: ::reqwest::IntoUrl>(&self, url: U) -> RequestBuilder {
            self.request(::reqwest::Method::HEAD, url)
        }

        /// A request. What is wrong with the URL is an error of sending it.
        pub fn request<U: ::reqwest::IntoUrl>(&self, method: ::reqwest::Method, url: U) -> RequestBuilder {
            RequestBuilder::new(self.clone(), method, url)
        }
    };
}

pub(crate) use client_requests;
