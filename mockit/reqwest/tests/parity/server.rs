//! The real far end: HTTP/1.1 over loopback TCP, with all that may go wrong there.

use std::io::{self, Write as _};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, Weak};
use std::thread;
use std::time::Duration;

use mockit::http::Fault;

use crate::observed::Received;
use crate::script::{Content, Play, Script, ms};
use crate::wire;

pub struct Server {
    pub port: u16,
    shared: Arc<Shared>,
}

struct Shared {
    script: Mutex<Script>,
    received: Mutex<Vec<Received>>,
    /// Not owned: the thread that drops it closes it.
    open: Mutex<Vec<Weak<TcpStream>>>,
    stopped: AtomicBool,
}

impl Server {
    pub fn start(plays: &[Play]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let port = listener.local_addr().expect("a bound address").port();
        let shared = Arc::new(Shared {
            script: Mutex::new(Script::new(plays, port)),
            received: Mutex::default(),
            open: Mutex::default(),
            stopped: AtomicBool::new(false),
        });
        let for_thread = Arc::clone(&shared);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                if for_thread.stopped.load(Ordering::SeqCst) {
                    break;
                }
                let shared = Arc::clone(&for_thread);
                let stream = Arc::new(stream);
                shared.open.lock().unwrap().push(Arc::downgrade(&stream));
                // How a connection ends is the client's to observe.
                thread::spawn(move || serve(&stream, &shared));
            }
        });
        Server { port, shared }
    }

    pub fn received(&self) -> Vec<Received> {
        self.shared.received.lock().unwrap().clone()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.shared.stopped.store(true, Ordering::SeqCst);
        // Wakes the accepting thread; and all that still read.
        let _ = TcpStream::connect(("127.0.0.1", self.port));
        for stream in self.shared.open.lock().unwrap().iter().filter_map(Weak::upgrade) {
            let _ = stream.shutdown(Shutdown::Both);
        }
    }
}

fn serve(stream: &TcpStream, shared: &Shared) -> io::Result<()> {
    stream.set_nodelay(true)?;
    while let Some(request) = wire::read_request(stream)? {
        let path = request.target.split('?').next().unwrap_or_default().to_owned();
        let play = shared.script.lock().unwrap().next(&path);
        let (head_only, version) = (request.method == "HEAD", request.version.clone());
        shared.received.lock().unwrap().push(request);
        if !answer(stream, &play, head_only, &version)? {
            // Lets the client see what was sent before it sees the end.
            thread::sleep(ms(100));
            if play.fault == Some(Fault::ResetAfterHead) {
                wire::reset_at_drop(stream)?;
            }
            break;
        }
    }
    Ok(())
}

/// `false` where the connection is to be closed.
fn answer(mut stream: &TcpStream, play: &Play, head_only: bool, version: &str) -> io::Result<bool> {
    thread::sleep(play.delay);
    match play.fault {
        Some(Fault::ResetBeforeHead) => return Ok(false),
        Some(Fault::NoResponse) => return stall(),
        _ => {}
    }
    // Another reason than the status' own is seen by the client; hyper's servers send that one too.
    let reason = http::StatusCode::from_u16(play.status).ok().and_then(|status| status.canonical_reason());
    let mut head = format!("{version} {} {}\r\n", play.status, reason.unwrap_or_default());
    for (name, value) in &play.headers {
        head += &format!("{name}: {value}\r\n");
    }
    if let Some((name, value)) = broken_framing(play).or_else(|| play.framing()) {
        head += &format!("{name}: {value}\r\n");
    }
    stream.write_all(format!("{head}\r\n").as_bytes())?;
    if head_only || play.status < 200 || [204, 304].contains(&play.status) {
        return Ok(true);
    }
    match &play.body {
        Content::Bytes(bytes) => stream.write_all(bytes)?,
        Content::Chunks(chunks) => {
            for (delay, chunk) in chunks {
                thread::sleep(*delay);
                let lengthy = matches!(play.fault, Some(Fault::TruncatedBody | Fault::ResetAfterHead));
                match lengthy {
                    true => stream.write_all(chunk)?,
                    false => write_chunk(stream, chunk)?,
                }
            }
        }
    }
    match play.fault {
        Some(Fault::StalledBody) => stall(),
        Some(Fault::MalformedChunk) => stream.write_all(b"no length\r\n").map(|()| false),
        Some(Fault::TruncatedBody | Fault::ResetAfterHead) => Ok(false),
        _ => {
            if matches!(play.body, Content::Chunks(_)) {
                let trailer = if play.trailer { "x-checksum: 7\r\n" } else { "" };
                stream.write_all(format!("0\r\n{trailer}\r\n").as_bytes())?;
            }
            Ok(version != "HTTP/1.0")
        }
    }
}

fn write_chunk(mut stream: &TcpStream, chunk: &[u8]) -> io::Result<()> {
    stream.write_all(&[format!("{:x}\r\n", chunk.len()).as_bytes(), chunk, b"\r\n"].concat())
}

/// A length that is not reached.
fn broken_framing(play: &Play) -> Option<(&'static str, String)> {
    let broken = matches!(play.fault, Some(Fault::TruncatedBody | Fault::ResetAfterHead));
    let sent: usize = match &play.body {
        Content::Bytes(bytes) => bytes.len(),
        Content::Chunks(chunks) => chunks.iter().map(|(_, chunk)| chunk.len()).sum(),
    };
    broken.then(|| ("content-length", (sent + 1).to_string()))
}

/// Longer than any client waits.
fn stall() -> io::Result<bool> {
    thread::sleep(Duration::from_secs(3));
    Ok(false)
}
