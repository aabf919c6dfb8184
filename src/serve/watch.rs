//! When has the book changed? The only user of notify.
//!
//! Folders are watched, not files: an editor that saves by writing a new file and renaming it takes the old
//! file, and whatever watches it, away.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, TryRecvError, channel};
use std::thread::sleep;
use std::time::Duration;

use notify::{Config, EventKind, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher as _};

/// Folders of a book whose every file counts.
const FOLDERS: &[&str] = &["seeds", "templates", "static"];

/// Saving a file is several events: when nothing more comes for so long, it is saved.
const QUIET: Duration = Duration::from_millis(20);
/// Whoever writes without end does not keep the site waiting for ever.
const LONGEST_WRITING: usize = 25;
/// How often is looked where the system does not tell.
const POLL: Duration = Duration::from_secs(1);

/// Waits for changes of one book.
pub struct Watcher {
    notifier: Option<Box<dyn notify::Watcher + Send>>,
    events: Receiver<notify::Result<notify::Event>>,
    folder: PathBuf,
    /// `book.toml`, and seeds that the book names.
    files: Vec<PathBuf>,
}

impl Watcher {
    /// Watches the book of a `book.toml`; `polling` is told why if the system cannot tell of changes.
    pub fn new(config: &Path, polling: impl Fn(String)) -> Self {
        let parent = config.parent().unwrap_or(Path::new(""));
        let parent = if parent.as_os_str().is_empty() {
            Path::new(".")
        } else {
            parent
        };
        // Events name files by their real place.
        let folder = parent.canonicalize().unwrap_or_else(|_| parent.to_owned());
        let name = config.file_name().unwrap_or_default();
        let (sender, events) = channel();
        let mut watcher = Self {
            notifier: None,
            events,
            files: vec![folder.join(name)],
            folder,
        };
        let native = RecommendedWatcher::new(sender.clone(), Config::default())
            .map(|native| Box::new(native) as Box<dyn notify::Watcher + Send>);
        if let Err(error) = native.and_then(|native| watcher.watch_with(native)) {
            polling(error.to_string());
            watcher.poll(sender);
        }
        watcher
    }

    fn watch_with(&mut self, notifier: Box<dyn notify::Watcher + Send>) -> notify::Result<()> {
        self.notifier = Some(notifier);
        self.watch_all()
    }

    /// Network folders and systems whose watches are used up: looking again and again still works.
    fn poll(&mut self, sender: Sender<notify::Result<notify::Event>>) {
        let config = Config::default().with_poll_interval(POLL);
        if let Ok(poll) = PollWatcher::new(sender, config) {
            let _ = self.watch_with(Box::new(poll));
        }
    }

    /// Watches what there is now: folders come and go.
    fn watch_all(&mut self) -> notify::Result<()> {
        let Some(notifier) = &mut self.notifier else {
            return Ok(());
        };
        // Only what it lies in tells that the book's folder was replaced.
        if let Some(parent) = self.folder.parent() {
            let _ = notifier.watch(parent, RecursiveMode::NonRecursive);
        }
        let _ = notifier.unwatch(&self.folder);
        notifier.watch(&self.folder, RecursiveMode::NonRecursive)?;
        for name in FOLDERS {
            let folder = self.folder.join(name);
            // What was removed and made again is another folder under the same name.
            let _ = notifier.unwatch(&folder);
            if folder.is_dir() {
                notifier.watch(&folder, RecursiveMode::Recursive)?;
            }
        }
        for file in &self.files {
            if let Some(parent) = file.parent()
                && parent != self.folder
                && !FOLDERS
                    .iter()
                    .any(|name| parent.starts_with(self.folder.join(name)))
            {
                let _ = notifier.watch(parent, RecursiveMode::NonRecursive);
            }
        }
        Ok(())
    }

    /// Watches these files too, wherever they lie.
    pub fn also(&mut self, files: &[PathBuf]) {
        let mut new = false;
        for file in files {
            let file = file.canonicalize().unwrap_or_else(|_| file.clone());
            if !self.files.contains(&file) {
                self.files.push(file);
                new = true;
            }
        }
        if new {
            let _ = self.watch_all();
        }
    }

    /// Waits for the next change, and until it is written. False if no change will ever be told.
    pub fn wait(&mut self) -> bool {
        loop {
            let Ok(event) = self.events.recv() else {
                return false;
            };
            let mut changed = self.concerns(&event);
            let mut folders = self.is_near(&event);
            for _ in 0..LONGEST_WRITING {
                sleep(QUIET);
                let mut more = false;
                loop {
                    match self.events.try_recv() {
                        Ok(event) => {
                            let concerns = self.concerns(&event);
                            changed |= concerns;
                            more |= concerns;
                            folders |= self.is_near(&event);
                        }
                        Err(TryRecvError::Empty) => break,
                        Err(TryRecvError::Disconnected) => return false,
                    }
                }
                if !more {
                    break;
                }
            }
            if folders {
                let _ = self.watch_all();
            }
            if changed {
                return true;
            }
        }
    }

    /// Whether an event is a change of the book. What is read is not changed; what is beside the book is not it.
    fn concerns(&self, event: &notify::Result<notify::Event>) -> bool {
        let Ok(event) = event else {
            // What was missed may have been a change.
            return true;
        };
        if matches!(event.kind, EventKind::Access(_)) {
            return false;
        }
        event.need_rescan() || event.paths.iter().any(|path| self.is_of_the_book(path))
    }

    fn is_of_the_book(&self, path: &Path) -> bool {
        path == self.folder
            || self.files.iter().any(|file| file == path)
            || FOLDERS
                .iter()
                .any(|name| path.starts_with(self.folder.join(name)))
    }

    /// Whether a folder that is to be watched may have come or gone.
    fn is_near(&self, event: &notify::Result<notify::Event>) -> bool {
        // An error names no folder; to watch all of them anew would make the next one.
        let Ok(event) = event else { return false };
        !matches!(
            event.kind,
            EventKind::Access(_) | EventKind::Modify(notify::event::ModifyKind::Data(_))
        ) && event.paths.iter().any(|path| {
            *path == self.folder || FOLDERS.iter().any(|name| *path == self.folder.join(name))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::sync::mpsc;

    /// A book that is watched, and a line that says when it has changed.
    fn watched(folder: &Path) -> mpsc::Receiver<()> {
        fs::write(folder.join("book.toml"), "x").unwrap();
        let mut watcher = Watcher::new(&folder.join("book.toml"), |_| {});
        let (sender, changes) = mpsc::channel();
        std::thread::spawn(move || while watcher.wait() && sender.send(()).is_ok() {});
        changes
    }

    const SOON: Duration = Duration::from_secs(10);

    #[test]
    fn what_is_saved_by_renaming_is_a_change_time_and_again() {
        let folder = tempfile::tempdir().unwrap();
        let seeds = folder.path().join("seeds/editorial");
        fs::create_dir_all(&seeds).unwrap();
        let changes = watched(folder.path());
        for text in ["a", "b", "c"] {
            fs::write(seeds.join("themes.yaml.tmp"), text).unwrap();
            fs::rename(seeds.join("themes.yaml.tmp"), seeds.join("themes.yaml")).unwrap();
            changes.recv_timeout(SOON).expect(text);
            while changes.recv_timeout(QUIET * 3).is_ok() {}
        }
    }

    #[test]
    fn a_book_that_was_replaced_by_another_is_watched_again() {
        let outer = tempfile::tempdir().unwrap();
        let (book, away) = (outer.path().join("libro"), outer.path().join("copia"));
        fs::create_dir(&book).unwrap();
        let changes = watched(&book);
        fs::rename(&book, &away).unwrap();
        changes.recv_timeout(SOON).expect("it is gone");
        while changes.recv_timeout(QUIET * 3).is_ok() {}
        fs::create_dir_all(book.join("seeds")).unwrap();
        fs::write(book.join("book.toml"), "y").unwrap();
        changes.recv_timeout(SOON).expect("it is there again");
        while changes.recv_timeout(QUIET * 3).is_ok() {}
        fs::write(book.join("seeds/a.txt"), "x").unwrap();
        changes.recv_timeout(SOON).expect("a seed of the new one");
    }

    #[test]
    fn folders_that_come_later_are_watched_and_others_are_not() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("site")).unwrap();
        let changes = watched(folder.path());
        fs::write(folder.path().join("site/index.html"), "x").unwrap();
        fs::write(folder.path().join("notes.txt"), "x").unwrap();
        assert!(changes.recv_timeout(QUIET * 10).is_err());
        fs::create_dir_all(folder.path().join("static/css")).unwrap();
        changes.recv_timeout(SOON).expect("a new folder");
        while changes.recv_timeout(QUIET * 3).is_ok() {}
        fs::write(folder.path().join("static/css/own.css"), "x").unwrap();
        changes
            .recv_timeout(SOON)
            .expect("a file in the new folder");
        while changes.recv_timeout(QUIET * 3).is_ok() {}
        fs::write(folder.path().join("book.toml"), "y").unwrap();
        changes.recv_timeout(SOON).expect("the book itself");
    }
}
