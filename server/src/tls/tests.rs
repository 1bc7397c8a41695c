use std::fs;

use tempfile::TempDir;

use super::{renewal::Watch, *};

struct Files {
    folder: TempDir,
    files: TlsFiles,
}

impl Files {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let files = TlsFiles {
            certificate: folder.path().join("cert.pem"),
            key: folder.path().join("key.pem"),
        };
        let this = Self { folder, files };
        this.write(&made());
        this
    }

    fn write(&self, (certificate, key): &(String, String)) {
        fs::write(&self.files.certificate, certificate).expect("a file");
        fs::write(&self.files.key, key).expect("a file");
    }

    fn refused(&self) -> String {
        let failure = Certificate::load(self.files.clone()).expect_err("no good files");
        failure.to_string()
    }
}

fn made() -> (String, String) {
    let names = ["localhost".to_owned()];
    let made = rcgen::generate_simple_self_signed(names).expect("a certificate");
    (made.cert.pem(), made.signing_key.serialize_pem())
}

fn in_use(certificate: &Certificate) -> Vec<u8> {
    certificate.current.read().expect("no panic").cert[0].to_vec()
}

#[test]
fn bad_files_are_named_with_what_to_do() {
    let files = Files::new();
    let other = made();
    let good = made();
    files.write(&(good.0.clone(), other.1));
    assert!(files.refused().contains("不是一对"), "{}", files.refused());
    files.write(&("nonsense".to_owned(), good.1.clone()));
    assert!(files.refused().contains("没有可用的证书"));
    files.write(&(good.0.clone(), good.0.clone()));
    assert!(files.refused().contains("没有可用的私钥"));
    let torn = good.0[..good.0.len() / 2].to_owned();
    files.write(&(torn, good.1));
    assert!(files.refused().contains("没有可用的证书"));
    let missing = TlsFiles {
        certificate: files.folder.path().join("nowhere.pem"),
        ..files.files.clone()
    };
    let failure = Certificate::load(missing).expect_err("no file").to_string();
    assert!(failure.contains("读不了") && failure.contains("nowhere.pem"));
}

#[test]
fn a_new_pair_is_taken_and_a_bad_one_is_not() {
    let files = Files::new();
    let certificate = Certificate::load(files.files.clone()).expect("a good pair");
    let mut watch = Watch::new(Arc::clone(&certificate));
    let first = in_use(&certificate);
    watch.look();
    assert_eq!(in_use(&certificate), first);

    let next = made();
    fs::write(&files.files.certificate, &next.0).expect("a file");
    watch.look();
    assert_eq!(in_use(&certificate), first, "its key is not there yet");
    fs::remove_file(&files.files.key).expect("it is there");
    watch.look();
    assert_eq!(in_use(&certificate), first);
    fs::write(&files.files.key, &next.1).expect("a file");
    watch.look();
    assert_ne!(in_use(&certificate), first);
}
