//! The builder's methods that have no effect in process: there is no connection that they could shape.

/// They are the same for both clients. Where reqwest's argument is of a type that depends on a
/// feature, or that cannot be named, any type is taken.
macro_rules! without_effect {
    () => {
        /// No effect in process: no request is sent twice by itself.
        pub fn retry(self, _policy: ::reqwest::retry::Builder) -> Self {
            self
        }

        /// No effect in process: the double is asked whatever the proxy.
        pub fn proxy(self, _proxy: ::reqwest::Proxy) -> Self {
            self
        }

        /// No effect in process.
        pub fn no_proxy(self) -> Self {
            self
        }

        /// No effect in process.
        pub fn connection_verbose(self, _verbose: bool) -> Self {
            self
        }

        /// No effect in process.
        pub fn pool_idle_timeout<D: Into<Option<::std::time::Duration>>>(self, _val: D) -> Self {
            self
        }

        /// No effect in process.
        pub fn pool_max_idle_per_host(self, _max: usize) -> Self {
            self
        }

        /// No effect in process.
        pub fn http1_title_case_headers(self) -> Self {
            self
        }

        /// No effect in process.
        pub fn http1_allow_obsolete_multiline_headers_in_responses(self, _value: bool) -> Self {
            self
        }

        /// No effect in process.
        pub fn http1_ignore_invalid_headers_in_responses(self, _value: bool) -> Self {
            self
        }

        /// No effect in process.
        pub fn http1_allow_spaces_after_header_name_in_responses(self, _value: bool) -> Self {
            self
        }

        /// No effect in process.
        pub fn http1_max_headers(self, _max: usize) -> Self {
            self
        }

        /// No effect in process.
        pub fn http1_only(self) -> Self {
            self
        }

        /// No effect in process.
        pub fn http09_responses(self) -> Self {
            self
        }

        /// No effect in process.
        pub fn http2_prior_knowledge(self) -> Self {
            self
        }

        /// No effect in process.
        pub fn http2_initial_stream_window_size(self, _sz: impl Into<Option<u32>>) -> Self {
            self
        }

        /// No effect in process.
        pub fn http2_initial_connection_window_size(self, _sz: impl Into<Option<u32>>) -> Self {
            self
        }

        /// No effect in process.
        pub fn http2_adaptive_window(self, _enabled: bool) -> Self {
            self
        }

        /// No effect in process.
        pub fn http2_max_frame_size(self, _sz: impl Into<Option<u32>>) -> Self {
            self
        }

        /// No effect in process.
        pub fn http2_max_header_list_size(self, _max_header_size_bytes: u32) -> Self {
            self
        }

        /// No effect in process.
        pub fn http2_keep_alive_interval(self, _interval: impl Into<Option<::std::time::Duration>>) -> Self {
            self
        }

        /// No effect in process.
        pub fn http2_keep_alive_timeout(self, _timeout: ::std::time::Duration) -> Self {
            self
        }

        /// No effect in process.
        pub fn http2_keep_alive_while_idle(self, _enabled: bool) -> Self {
            self
        }

        /// No effect in process.
        pub fn http3_prior_knowledge(self) -> Self {
            self
        }

        /// No effect in process.
        pub fn http3_max_idle_timeout(self, _value: ::std::time::Duration) -> Self {
            self
        }

        /// No effect in process.
        pub fn http3_stream_receive_window(self, _value: u64) -> Self {
            self
        }

        /// No effect in process.
        pub fn http3_conn_receive_window(self, _value: u64) -> Self {
            self
        }

        /// No effect in process.
        pub fn http3_send_window(self, _value: u64) -> Self {
            self
        }

        /// No effect in process.
        pub fn http3_congestion_bbr(self) -> Self {
            self
        }

        /// No effect in process.
        pub fn http3_max_field_section_size(self, _value: u64) -> Self {
            self
        }

        /// No effect in process.
        pub fn http3_send_grease(self, _enabled: bool) -> Self {
            self
        }

        /// No effect in process.
        pub fn tcp_nodelay(self, _enabled: bool) -> Self {
            self
        }

        /// No effect in process.
        pub fn local_address<T: Into<Option<::std::net::IpAddr>>>(self, _addr: T) -> Self {
            self
        }

        /// No effect in process.
        pub fn interface(self, _interface: &str) -> Self {
            self
        }

        /// No effect in process.
        pub fn tcp_keepalive<D: Into<Option<::std::time::Duration>>>(self, _val: D) -> Self {
            self
        }

        /// No effect in process.
        pub fn tcp_keepalive_interval<D: Into<Option<::std::time::Duration>>>(self, _val: D) -> Self {
            self
        }

        /// No effect in process.
        pub fn tcp_keepalive_retries<C: Into<Option<u32>>>(self, _retries: C) -> Self {
            self
        }

        /// No effect in process.
        pub fn tcp_user_timeout<D: Into<Option<::std::time::Duration>>>(self, _val: D) -> Self {
            self
        }

        /// No effect in process: nothing is opened.
        pub fn unix_socket<P>(self, _path: P) -> Self {
            self
        }

        /// No effect in process: nothing is opened.
        pub fn windows_named_pipe<P>(self, _pipe: P) -> Self {
            self
        }

        /// No effect in process: there is no TLS.
        pub fn tls_certs_merge<I>(self, _certs: I) -> Self {
            self
        }

        /// No effect in process: there is no TLS.
        pub fn tls_certs_only<I>(self, _certs: I) -> Self {
            self
        }

        /// No effect in process: there is no TLS.
        pub fn add_root_certificate<C>(self, _cert: C) -> Self {
            self
        }

        /// No effect in process: there is no TLS.
        pub fn tls_crls_only<I>(self, _crls: I) -> Self {
            self
        }

        /// No effect in process: there is no TLS.
        pub fn add_crl<C>(self, _crl: C) -> Self {
            self
        }

        /// No effect in process: there is no TLS.
        pub fn add_crls<I>(self, _crls: I) -> Self {
            self
        }

        /// No effect in process: there is no TLS.
        pub fn identity<I>(self, _identity: I) -> Self {
            self
        }

        /// No effect in process: there is no TLS.
        pub fn tls_danger_accept_invalid_hostnames(self, _accept_invalid_hostname: bool) -> Self {
            self
        }

        /// No effect in process: there is no TLS.
        pub fn danger_accept_invalid_hostnames(self, _accept_invalid_hostname: bool) -> Self {
            self
        }

        /// No effect in process: there is no TLS.
        pub fn tls_danger_accept_invalid_certs(self, _accept_invalid_certs: bool) -> Self {
            self
        }

        /// No effect in process: there is no TLS.
        pub fn danger_accept_invalid_certs(self, _accept_invalid_certs: bool) -> Self {
            self
        }

        /// No effect in process: there is no TLS.
        pub fn tls_sni(self, _tls_sni: bool) -> Self {
            self
        }

        /// No effect in process: there is no TLS.
        pub fn tls_sslkeylogfile(self, _on: bool) -> Self {
            self
        }

        /// No effect in process: there is no TLS.
        pub fn tls_version_min<V>(self, _version: V) -> Self {
            self
        }

        /// No effect in process: there is no TLS.
        pub fn min_tls_version<V>(self, _version: V) -> Self {
            self
        }

        /// No effect in process: there is no TLS.
        pub fn tls_version_max<V>(self, _version: V) -> Self {
            self
        }

        /// No effect in process: there is no TLS.
        pub fn max_tls_version<V>(self, _version: V) -> Self {
            self
        }

        /// No effect in process: there is no TLS.
        pub fn tls_backend_native(self) -> Self {
            self
        }

        /// No effect in process: there is no TLS.
        pub fn use_native_tls(self) -> Self {
            self
        }

        /// No effect in process: there is no TLS.
        pub fn tls_backend_rustls(self) -> Self {
            self
        }

        /// No effect in process: there is no TLS.
        pub fn use_rustls_tls(self) -> Self {
            self
        }

        /// No effect in process: there is no TLS.
        pub fn tls_backend_preconfigured(self, _tls: impl ::std::any::Any) -> Self {
            self
        }

        /// No effect in process: there is no TLS.
        pub fn use_preconfigured_tls(self, _tls: impl ::std::any::Any) -> Self {
            self
        }

        /// No effect in process: there is no TLS.
        pub fn tls_info(self, _tls_info: bool) -> Self {
            self
        }

        /// No effect in process: there is no TLS.
        pub fn tls_early_data(self, _enabled: bool) -> Self {
            self
        }

        /// No effect in process: no name is looked up.
        pub fn hickory_dns(self, _enable: bool) -> Self {
            self
        }

        /// No effect in process: no name is looked up.
        pub fn no_hickory_dns(self) -> Self {
            self
        }

        /// No effect in process: no name is looked up.
        pub fn resolve(self, _domain: &str, _addr: ::std::net::SocketAddr) -> Self {
            self
        }

        /// No effect in process: no name is looked up.
        pub fn resolve_to_addrs(self, _domain: &str, _addrs: &[::std::net::SocketAddr]) -> Self {
            self
        }

        /// No effect in process: no name is looked up.
        pub fn dns_resolver<R>(self, _resolver: R) -> Self {
            self
        }

        /// No effect in process: nothing is connected.
        pub fn connector_layer<L>(self, _layer: L) -> Self {
            self
        }
    };
}

pub(crate) use without_effect;
