//! The zip of the site: the same bytes for the same files, whatever the clock.

use std::io::{Cursor, Write};

use rayon::prelude::*;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use crate::files::File;
use crate::progress::{self, Stage};

/// How many files are compressed in one go; the pieces are then put together without compressing again.
const PIECE: usize = 64;

/// Packs files into a zip, in their order, with a fixed date and `index.html` at its root.
///
/// # Panics
/// Never: the archive is written to memory.
#[must_use]
pub fn zip(files: &[File]) -> Vec<u8> {
    progress::begin(Stage::Pack, files.len());
    let packed = |files: &[File]| {
        let bytes = piece(files);
        progress::advance(files.len());
        bytes
    };
    let pieces: Vec<Vec<u8>> = files.par_chunks(PIECE).map(packed).collect();
    let mut whole = ZipWriter::new(Cursor::new(Vec::new()));
    for piece in pieces {
        let archive = ZipArchive::new(Cursor::new(piece)).expect("a zip that was just written");
        whole
            .merge_archive(archive)
            .expect("zips in memory can be merged");
    }
    whole.finish().expect("writing to memory").into_inner()
}

fn piece(files: &[File]) -> Vec<u8> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for file in files {
        zip.start_file(file.path.as_str(), options)
            .expect("a valid name");
        zip.write_all(&file.bytes).expect("writing to memory");
    }
    zip.finish().expect("writing to memory").into_inner()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    #[test]
    fn the_zip_holds_the_files_and_no_clock() {
        let files: Vec<File> = (0..200)
            .map(|n| File::text(format!("carpeta/ñ{n}.html"), format!("texto {n}")))
            .collect();
        let bytes = zip(&files);
        assert_eq!(bytes, zip(&files));
        let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
        assert_eq!(archive.len(), 200);
        let mut text = String::new();
        archive
            .by_name("carpeta/ñ150.html")
            .unwrap()
            .read_to_string(&mut text)
            .unwrap();
        assert_eq!(text, "texto 150");
    }
}
