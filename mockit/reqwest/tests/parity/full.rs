//! A listener that takes no connection any more: connecting to it takes for ever.

use std::net::{SocketAddr, TcpListener};
use std::sync::OnceLock;
use std::time::Duration;

use socket2::{Domain, Socket, Type};

/// Its queue, with the connections that fill it.
struct Full {
    listener: TcpListener,
    _waiting: Vec<Socket>,
}

pub fn url(path: &str) -> String {
    static FULL: OnceLock<Full> = OnceLock::new();
    let address = FULL.get_or_init(Full::new).listener.local_addr().expect("a bound address");
    format!("http://{address}{path}")
}

impl Full {
    fn new() -> Self {
        let listener = Socket::new(Domain::IPV4, Type::STREAM, None).expect("a socket");
        listener.bind(&SocketAddr::from(([127, 0, 0, 1], 0)).into()).expect("a free port");
        listener.listen(0).expect("a short queue");
        let address = listener.local_addr().expect("a bound address");
        let mut waiting = Vec::new();
        // Nobody accepts: one of the first ones is the first that has to wait.
        for _ in 0..64 {
            let socket = Socket::new(Domain::IPV4, Type::STREAM, None).expect("a socket");
            let connected = socket.connect_timeout(&address, Duration::from_millis(200));
            waiting.push(socket);
            if connected.is_err() {
                break;
            }
        }
        Full { listener: listener.into(), _waiting: waiting }
    }
}
