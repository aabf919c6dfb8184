//! Where a finding stands, for findings that were made after the file was read: the editors' entries are known by their
//! words alone then, and the lines of a document by their number.

use super::Diagnostic;

impl Diagnostic {
    /// The finding with the line that it is about, of `text`, the whole file. A finding without a line is looked for by
    /// the words that it names: the id first, and from there the theme or the wrong words; it stays as it is where these
    /// are not found.
    #[must_use]
    pub fn located(self, text: &str) -> Self {
        if self.excerpt.is_some() {
            return self;
        }
        let fact = |name: &str| self.fact(name);
        if self.line > 0 {
            let line = text.lines().nth(self.line as usize - 1);
            return match line {
                Some(line) => self.shown_on(line),
                None => self,
            };
        }
        let id = fact("id").and_then(|id| find(text, 0, id));
        let rest = id.map_or(0, |(line, _)| line);
        let inner = ["theme", "text"]
            .into_iter()
            .find_map(fact)
            .and_then(|words| Some((find(text, rest, words)?, words)));
        let place = match (inner, id) {
            (Some(inner), _) => Some(inner),
            (None, Some(id)) => fact("id").map(|words| (id, words)),
            (None, None) => None,
        };
        let Some(((line, column), words)) = place else {
            return self;
        };
        let length = words.chars().count() as u32;
        let shown = text.lines().nth(line).unwrap_or_default().trim_end();
        let shown = shown.to_owned();
        self.place(line as u32 + 1, column as u32 + 1, length)
            .excerpt(&shown)
    }

    /// The finding with its line, which it knows by its number. Where it knows no column, its words do, or their first,
    /// where they go on in the next line.
    #[must_use]
    pub fn shown_on(self, line: &str) -> Self {
        if self.excerpt.is_some() {
            return self;
        }
        let words = self
            .fact("text")
            .filter(|_| (self.column, self.length) == (1, 1));
        let place = words.and_then(|words| {
            let (column, words) = match find(line, 0, words) {
                Some((_, column)) => (column, words),
                None => begun(line, words)?,
            };
            Some((column as u32 + 1, words.chars().count() as u32))
        });
        let (number, (column, length)) = (self.line, place.unwrap_or((self.column, self.length)));
        self.place(number, column, length).excerpt(line.trim_end())
    }

    fn fact(&self, name: &str) -> Option<&str> {
        let found = self.facts.iter().find(|(key, _)| *key == name);
        found.map(|(_, value)| value.as_str())
    }
}

/// The line from `from` on and the column, both 0-based, where words stand whole and outside a comment.
fn find(text: &str, from: usize, words: &str) -> Option<(usize, usize)> {
    let part = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '~');
    let whole = |line: &str, at: usize| {
        let before = line[..at].chars().next_back();
        let mut behind = line[at + words.len()..].chars();
        let (sign, next) = (behind.next(), behind.next());
        // A full stop belongs to an id only where the id goes on behind it.
        let goes_on = |c: char| c != '.' || next.is_some_and(part);
        !before.is_some_and(part) && !sign.is_some_and(|c| part(c) && goes_on(c))
    };
    text.lines().enumerate().skip(from).find_map(|(n, line)| {
        if line.trim_start().starts_with('#') {
            return None;
        }
        let at = line
            .match_indices(words)
            .map(|(at, _)| at)
            .find(|&at| whole(line, at))?;
        Some((n, line[..at].chars().count()))
    })
}

/// The column, 0-based, from which a line holds the beginning of words up to its end, and that beginning.
fn begun<'w>(line: &str, words: &'w str) -> Option<(usize, &'w str)> {
    let line = line.trim_end();
    let ends = words.match_indices(' ').map(|(at, _)| at).rev();
    ends.map(|end| &words[..end]).find_map(|begun| {
        let before = line.strip_suffix(begun)?;
        let is_whole = !before.ends_with(char::is_alphanumeric);
        is_whole.then(|| (before.chars().count(), begun))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "# \"1.2\": [sin-lugar]\n\"1.2.a\": [ayuda]\n\"1.2\": [ayuda, ayda]\n\"2.1\":\n  - ayuda\n  - ayda\n";

    fn place(id: &str, theme: &str) -> (u32, u32, u32, Option<String>) {
        let found = Diagnostic::warning("tema-desconocido")
            .file("seeds/editorial/assignments.yaml")
            .with("theme", theme)
            .with("id", id)
            .located(FILE);
        (found.line, found.column, found.length, found.excerpt)
    }

    #[test]
    fn what_an_editor_wrote_is_found_by_its_words() {
        let line = |text: &str| Some(text.to_owned());
        assert_eq!(
            place("1.2", "ayda"),
            (3, 16, 4, line("\"1.2\": [ayuda, ayda]"))
        );
        assert_eq!(place("2.1", "ayda"), (6, 5, 4, line("  - ayda")));
        assert_eq!(
            place("1.2.a", "otro"),
            (2, 2, 5, line("\"1.2.a\": [ayuda]"))
        );
        assert_eq!(place("9.9", "otro"), (0, 1, 1, None));
    }

    #[test]
    fn a_line_that_is_known_by_its_number_is_shown() {
        let found = |words: &str| {
            let found = Diagnostic::warning("referencia-sin-resolver").place(2, 1, 1);
            found.with("text", words).located(FILE)
        };
        let wrapped = Diagnostic::warning("referencia-sin-resolver")
            .place(1, 1, 1)
            .with("text", "la reunión sexta de la Mesa")
            .located("de las conclusiones de la reunión\nsexta de la Mesa.");
        assert_eq!((wrapped.column, wrapped.length), (24, 10));
        let ended = Diagnostic::warning("referencia-sin-resolver")
            .place(1, 1, 1)
            .with("text", "la Mesa")
            .located("Lo dijo la Mesa. Nada más.");
        assert_eq!((ended.column, ended.length), (9, 7));
        let (known, unknown) = (found("ayuda"), found("ayuda\n\"1.2\""));
        assert_eq!(known.excerpt.unwrap(), "\"1.2.a\": [ayuda]");
        assert_eq!((known.column, known.length), (11, 5));
        assert_eq!((unknown.line, unknown.column, unknown.length), (2, 1, 1));
    }
}
