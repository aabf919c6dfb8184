//! The zip of the site: the same bytes for the same files, whatever the clock.
//!
//! Most of a site is small pages, and a tighter search for what repeats in them saves a tenth of the zip.
//! libdeflate does that search; the `zip` crate, which has a compressor of its own, puts the pieces together.

use std::io::Cursor;

use libdeflater::{CompressionLvl, Compressor, Crc};
use rayon::prelude::*;
use zip::{ZipArchive, ZipWriter};

use crate::files::File;
use crate::progress::{self, Stage};

/// How many files are compressed in one go; the pieces are then put together without compressing again.
const PIECE: usize = 64;
/// How hard is searched for what repeats, of 12.
const TIGHT: i32 = 10;
/// The same for sites that fit no small stick anyway: a fifth of the time.
const FAST: i32 = 6;
/// From so many bytes on a site is packed fast.
const LARGE: usize = 64 * 1024 * 1024;

/// Packs files into a zip, in their order, with a fixed date and `index.html` at its root.
///
/// # Panics
/// Never: the archive is written to memory.
#[must_use]
pub fn zip(files: &[File]) -> Vec<u8> {
    progress::begin(Stage::Pack, files.len());
    let size: usize = files.iter().map(|file| file.bytes.len()).sum();
    let level = if size < LARGE { TIGHT } else { FAST };
    let packed = |files: &[File]| {
        let bytes = piece(files, level);
        progress::advance(files.len());
        bytes
    };
    let pieces: Vec<Vec<u8>> = files
        .par_chunks(PIECE)
        .with_max_len(1)
        .map(packed)
        .collect();
    let mut whole = ZipWriter::new(Cursor::new(Vec::new()));
    for piece in pieces {
        let archive = ZipArchive::new(Cursor::new(piece)).expect("a zip that was just written");
        whole
            .merge_archive(archive)
            .expect("zips in memory can be merged");
    }
    whole.finish().expect("writing to memory").into_inner()
}

/// A zip of a few files: far below the sizes and numbers that need the format's extensions.
fn piece(files: &[File], level: i32) -> Vec<u8> {
    let level = CompressionLvl::new(level).expect("one of the levels");
    let mut compressor = Compressor::new(level);
    let mut zip = Vec::new();
    let mut directory = Vec::new();
    for file in files {
        let mut packed = vec![0; compressor.deflate_compress_bound(file.bytes.len())];
        let length = compressor
            .deflate_compress(&file.bytes, &mut packed)
            .expect("there is room for the worst case");
        let common = common_header(file, length);
        let offset = four(zip.len());
        zip.extend(b"PK\x03\x04");
        zip.extend(&common);
        zip.extend(file.path.as_bytes());
        zip.extend(&packed[..length]);
        // Made by a Unix system, so that the permissions below are read.
        directory.extend(b"PK\x01\x02\x14\x03");
        directory.extend(&common);
        // No comment, the first disk, no remarks on the inside.
        directory.extend([0; 6]);
        directory.extend((0o100_644_u32 << 16).to_le_bytes());
        directory.extend(offset);
        directory.extend(file.path.as_bytes());
    }
    let count = two(files.len());
    let (offset, size) = (four(zip.len()), four(directory.len()));
    zip.extend(directory);
    zip.extend(b"PK\x05\x06\0\0\0\0");
    zip.extend(count);
    zip.extend(count);
    zip.extend(size);
    zip.extend(offset);
    zip.extend([0; 2]);
    zip
}

/// What a file's own header and its entry in the directory have in common.
fn common_header(file: &File, packed: usize) -> Vec<u8> {
    let mut header = Vec::with_capacity(26);
    let mut sum = Crc::new();
    sum.update(&file.bytes);
    // Version 2.0; names are UTF-8; deflate; midnight; the first day that the format knows.
    header.extend([20, 0, 0, 8, 8, 0, 0, 0, 0x21, 0]);
    header.extend(sum.sum().to_le_bytes());
    header.extend(four(packed));
    header.extend(four(file.bytes.len()));
    header.extend(two(file.path.len()));
    header.extend([0; 2]);
    header
}

fn two(number: usize) -> [u8; 2] {
    u16::try_from(number)
        .expect("short names, few files")
        .to_le_bytes()
}

fn four(number: usize) -> [u8; 4] {
    u32::try_from(number)
        .expect("pieces are small")
        .to_le_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;
    use zip::{CompressionMethod, DateTime};

    #[test]
    fn the_zip_holds_the_files_and_no_clock() {
        let files: Vec<File> = (0..200)
            .map(|n| File::text(format!("carpeta/ñ{n}.html"), format!("texto {n}")))
            .collect();
        let bytes = zip(&files);
        assert_eq!(bytes, zip(&files));
        let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
        assert_eq!(archive.len(), 200);
        {
            let file = archive.by_index(150).unwrap();
            assert_eq!(file.name().unwrap(), "carpeta/ñ150.html");
            assert_eq!(file.compression(), CompressionMethod::Deflated);
            assert_eq!(file.last_modified(), Some(DateTime::default()));
            assert_eq!(file.unix_mode(), Some(0o100_644));
        }
        let mut text = String::new();
        archive
            .by_name("carpeta/ñ150.html")
            .unwrap()
            .read_to_string(&mut text)
            .unwrap();
        assert_eq!(text, "texto 150");
    }
}
