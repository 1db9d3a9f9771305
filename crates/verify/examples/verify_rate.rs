//! Prints how many records a second a full check takes on all cores, beside the machine's own strict Ed25519
//! verification and SHA-256 of the same bytes, on the same cores, in the same run.
//!
//! `cargo run --release -p verify --example verify_rate -- [records] [folder]`
//!
//! With a folder, the files are on disk; without, in memory.
#![allow(clippy::cast_precision_loss, reason = "rates are printed with four digits")]

#[path = "../tests/common/mod.rs"]
mod common;

use common::{Files, Forged, XAA, control, log_key, measure};
use ed25519_dalek::{Signature, VerifyingKey};
use record::signature::SignatureSet;
use record::{Hash, Verified};
use std::time::Instant;
use verify::{Folder, Source, export_folder, verify_register};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let records: u64 = arguments.first().map_or(Ok(10_000), |text| text.parse())?;
    let key = log_key(1);
    let mut drafts: Vec<Verified> = control(&key).into_iter().map(common::Draft::sign).collect();
    drafts.extend(make(records));
    let raw = raw(&drafts);
    let forged = Forged::new(drafts);
    let files = forged.files(&key);
    drop(forged);
    let bytes: usize = files.0.values().map(Vec::len).sum();
    println!("{records} records, {bytes} bytes of public files, {} cores", cores());
    println!("{:>10.0} records/s: strict Ed25519 verification and SHA-256 of the same bytes", raw.clock);
    let full = match arguments.get(1) {
        None => full(&files, records),
        Some(path) => {
            export_folder(&files, std::path::Path::new(path), &mut |_| {})?;
            drop::<Files>(files);
            full(&Folder::new(std::path::Path::new(path)), records)
        }
    }?;
    println!("{:>10.0} records/s: full check, {:.0} % of it", full.clock, full.clock / raw.clock * 100.0);
    println!("           by processor time, for a machine that does other things too:");
    println!("{:>10.0} records/s and core: raw", raw.processor);
    let share = full.processor / raw.processor * 100.0;
    println!("{:>10.0} records/s and core: full check, {share:.0} % of it", full.processor);
    if let Some(peak) = peak_memory() {
        println!("{peak:>10} most memory held, files in memory included");
    }
    Ok(())
}

fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, std::num::NonZero::get)
}

/// On all cores: signing a million takes a while.
fn make(records: u64) -> Vec<Verified> {
    let cores = cores() as u64;
    std::thread::scope(|scope| {
        let part =
            |core: u64| move || (records * core / cores..records * (core + 1) / cores).map(one).collect();
        let parts: Vec<_> = (0..cores).map(|core| scope.spawn(part(core))).collect();
        parts.into_iter().flat_map(|part| part.join().unwrap_or_else(|_| Vec::new())).collect()
    })
}

/// A record of about 1 KB of header and body, as a usual measure has.
fn one(number: u64) -> Verified {
    let mut draft = measure(1_000 + number, "XAA", XAA);
    let mut text = "What the State does about this, in some four hundred characters. ".repeat(7);
    text.push_str(&number.to_string());
    let mut body = record::Body::from_bytes(&draft.body).unwrap_or_else(|e| panic!("{e}"));
    body.content.insert("text".into(), text.into());
    draft.body = body.to_bytes();
    draft.header.body = record::header::BodyRef::to(&draft.body);
    draft.sign()
}

/// What has to be verified of one record: key, signed bytes, signature; and what has to be hashed.
struct Raw<'a> {
    key: VerifyingKey,
    signed: Vec<u8>,
    signature: Signature,
    record: &'a Verified,
}

/// Records a second by the clock, and by the processor time that all threads used.
struct Rate {
    clock: f64,
    processor: f64,
}

fn timed(records: usize, work: impl FnOnce()) -> Rate {
    let (start, used) = (Instant::now(), processor_seconds());
    work();
    let records = records as f64;
    Rate { clock: records / start.elapsed().as_secs_f64(), processor: records / (processor_seconds() - used) }
}

/// User and system time of this process, from the fields 14 and 15 of its stat line, in hundredths of a second.
fn processor_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = stat.rsplit(')').next().unwrap_or_default();
    let ticks = after_name.split_ascii_whitespace().skip(11).take(2).filter_map(|n| n.parse::<f64>().ok());
    ticks.sum::<f64>() / 100.0
}

fn raw(records: &[Verified]) -> Rate {
    let raws: Vec<Raw<'_>> = records.iter().filter_map(raw_of).collect();
    timed(raws.len(), || {
        std::thread::scope(|scope| {
            for part in raws.chunks(raws.len().div_ceil(cores())) {
                scope.spawn(move || part.iter().for_each(check_raw));
            }
        });
    })
}

fn check_raw(raw: &Raw<'_>) {
    assert!(raw.key.verify_strict(&raw.signed, &raw.signature).is_ok());
    let record = raw.record;
    let mut sum = Hash::of(&record.header_bytes).0[0] ^ Hash::of(&record.signature_bytes).0[0];
    sum ^= Hash::of(record.body_bytes.as_deref().unwrap_or_default()).0[0];
    std::hint::black_box(sum);
}

/// The last 64 bytes of an SSHSIG of an Ed25519 key are the signature; the key stands 32 bytes before the namespace.
fn raw_of(record: &Verified) -> Option<Raw<'_>> {
    let set = SignatureSet::from_bytes(&record.signature_bytes).ok()?;
    let blob = set.signatures.first()?.blob().ok()?;
    let signature = Signature::from_slice(blob.get(blob.len() - 64..)?).ok()?;
    let key = VerifyingKey::from_bytes(blob.get(33..65)?.try_into().ok()?).ok()?;
    let mut signed = b"SSHSIG\0\0\0\x0drecord@comity\0\0\0\0\0\0\0\x06sha512\0\0\0\x40".to_vec();
    signed.extend_from_slice(sha512(&record.header_bytes).as_ref());
    key.verify_strict(&signed, &signature).ok()?;
    Some(Raw { key, signed, signature, record })
}

fn sha512(bytes: &[u8]) -> aws_lc_rs::digest::Digest {
    aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA512, bytes)
}

fn full(source: &dyn Source, records: u64) -> Result<Rate, Box<dyn std::error::Error>> {
    let mut checked = None;
    let rate = timed(usize::try_from(records)?, || {
        checked = Some(verify_register(source, None, None, record::time::LAST, &mut |_| {}));
    });
    let report = checked.ok_or("nothing was checked")??;
    if report.ok { Ok(rate) } else { Err(report.to_string().into()) }
}

/// The peak of this process's memory, where the system tells it.
fn peak_memory() -> Option<String> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    Some(line.trim_start_matches("VmHWM:").trim().to_owned())
}
