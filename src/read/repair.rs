//! Words and punctuation that the extraction from a PDF broke apart, joined again.
//!
//! What is a word is told by the [`Vocabulary`], never by a list of cases. Neighbours are joined where at
//! least one of them is no word and what they make together is one; where several readings are possible,
//! the one whose words are the most frequent counts, and where two come close, or nothing fits, the place
//! is left alone and reported. Only spaces are taken away, never a letter.

use crate::text::{Repair, Text};

use super::hyphens;
use super::signs::{is_spaced_punctuation, is_spaced_symbol};
use super::spelling::note;
pub use super::vocabulary::Vocabulary;
use super::vocabulary::{RARE, Standing, runs};

/// The most pieces that one word may have been broken into.
const MOST_PIECES: usize = 4;
/// A longer row of neighbours that are no words is no broken word: a foreign title, a list of letters.
const LONGEST_ROW: usize = 12;
/// What a piece that stays a piece costs, and what each space that is taken away costs, in sixteenths of a bit.
const PIECE: u32 = 60 * 16;
const JOINT: u32 = 8 * 16;
/// How much better the best reading must be than the next.
const MARGIN: u32 = 24;
/// Two rare words are one word where that one stands so often in the sources.
const COMMON: u32 = 5;
/// A rare word beside a common one is in doubt where together they are a word so many times as frequent.
const DOUBTFUL: u32 = 10;

/// A place that looks broken and was left alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// Its line in the source.
    pub line: u32,
    /// Its words, as the source has them.
    pub words: String,
}

/// Repairs a text; every repair is noted in it. Returns the places that look broken and were left alone.
pub fn repair(text: &mut Text, vocabulary: &Vocabulary) -> Vec<Doubt> {
    let hyphens = hyphens::join(text, vocabulary);
    let mut before: Option<(String, Vec<Repair>)> = None;
    loop {
        // A joint may show another: a word that is mended makes its neighbour's case clearer.
        let mut row = Row::of(&text.plain, vocabulary);
        row.read();
        if row.cuts.is_empty() {
            let spaces = row.doubts.iter().map(|&(start, end)| Doubt {
                line: text.line_at(start as u32),
                words: text.plain[start..end].to_owned(),
            });
            let doubts = hyphens.into_iter().chain(spaces).collect();
            if let Some((plain, repairs)) = before {
                note(text, &plain, &repairs);
            }
            return doubts;
        }
        let mut cuts = row.cuts;
        cuts.sort_unstable();
        cuts.dedup();
        before.get_or_insert_with(|| (text.plain.clone(), text.repairs.clone()));
        let cuts: Vec<(u32, u32)> = cuts.iter().map(|&at| (at as u32, at as u32 + 1)).collect();
        text.delete(&cuts);
    }
}

/// A run of letters.
struct Token {
    start: usize,
    end: usize,
    standing: Standing,
    count: u32,
    /// One space alone stands between it and the next.
    linked: bool,
    /// A single letter that names something: "los apartados b y c".
    label: bool,
}

/// The words of a text in a row, and what is found in it.
struct Row<'a> {
    plain: &'a str,
    vocabulary: &'a Vocabulary,
    tokens: Vec<Token>,
    /// Spaces to take away.
    cuts: Vec<usize>,
    /// Places that look broken: from byte to byte.
    doubts: Vec<(usize, usize)>,
}

impl<'a> Row<'a> {
    fn of(plain: &'a str, vocabulary: &'a Vocabulary) -> Self {
        let mut tokens: Vec<Token> = Vec::with_capacity(plain.len() / 6);
        for (start, end) in runs(plain) {
            let (standing, count) = vocabulary.standing(&plain[start..end]);
            if let Some(last) = tokens.last_mut() {
                last.linked = last.end + 1 == start && plain.as_bytes()[last.end] == b' ';
            }
            tokens.push(Token {
                start,
                end,
                standing,
                count,
                linked: false,
                label: false,
            });
        }
        Self {
            plain,
            vocabulary,
            tokens,
            cuts: Vec::new(),
            doubts: Vec::new(),
        }
    }

    fn read(&mut self) {
        self.read_signs();
        for at in 0..self.tokens.len() {
            self.tokens[at].label = self.is_label(at);
        }
        let mut free_from = 0;
        let mut at = 0;
        while at < self.tokens.len() {
            if self.is_piece(at) {
                let first = at - usize::from(at > free_from && self.tokens[at - 1].linked);
                let mut last = at;
                while self.tokens[last].linked && (self.is_piece(last) || self.is_piece(last + 1)) {
                    last += 1;
                }
                self.read_row(first, last + 1);
                // The last word of a row may begin the next pair, but not the next row.
                free_from = last + 1;
                at = last + 1;
            } else {
                if self.tokens[at].linked && !self.is_piece(at + 1) {
                    self.read_pair(at);
                }
                at += 1;
            }
        }
    }

    fn word(&self, at: usize) -> &'a str {
        &self.plain[self.tokens[at].start..self.tokens[at].end]
    }

    fn is_piece(&self, at: usize) -> bool {
        self.tokens[at].standing == Standing::Piece && !self.tokens[at].label
    }

    /// A stray letter that is a name or a number, not a broken word.
    fn is_label(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        let word = self.word(at);
        if token.standing != Standing::Piece || !self.vocabulary.is_stray(word) {
            return false;
        }
        if self.is_paired(at) {
            return true;
        }
        let next = token.linked.then(|| &self.tokens[at + 1]);
        let before = self.plain[..token.start].trim_end();
        if word.chars().all(char::is_uppercase) {
            // "la parte I de", but "L a Conferencia" where a sentence begins, and "UNOD C".
            let begins = before.is_empty()
                || before.ends_with([
                    '.', ':', ';', '?', '!', '“', '«', '”', '»', '"', '(', '–', '-',
                ]);
            let acronym = at > 0
                && self.tokens[at - 1].linked
                && self.word(at - 1).chars().all(char::is_uppercase)
                && self.word(at - 1).len() > 1;
            return next.is_none_or(|next| next.standing == Standing::Word) && !begins && !acronym;
        }
        if next.is_some_and(|next| next.standing == Standing::Piece) {
            return false;
        }
        if before.ends_with(char::is_numeric) {
            // "24 h a 36 h", but "el 9 d e septiembre".
            let behind = next.map_or("", |next| &self.plain[next.end..]);
            return next.is_none() || behind.trim_start().starts_with(char::is_numeric);
        }
        let behind = &self.plain[token.end..];
        if behind.starts_with(')') && !has_open_bracket(before) {
            return true;
        }
        let abbreviations = &self.vocabulary.language.layout.abbreviations;
        if behind.starts_with('.')
            && abbreviations
                .iter()
                .any(|short| short.strip_suffix('.') == Some(word))
        {
            return true;
        }
        // "los apartados b y c", "los incisos a), b y d"; but "los párrafo s" is a plural.
        let named = (at.saturating_sub(8)..at)
            .rev()
            .map(|before| self.word(before))
            .find(|word| word.chars().nth(1).is_some());
        named.is_some_and(|named| {
            let named = named.to_lowercase();
            let lettered = &self.vocabulary.language.repair.lettered;
            lettered.contains(&named) && !lettered.contains(&(named + word))
        })
    }

    /// One of two letters that a joint holds together: "la opción a o b", "los visados T o U".
    fn is_paired(&self, at: usize) -> bool {
        let joints = &self.vocabulary.language.layout.list_joints;
        let is_letter = |at: usize| self.tokens[at].end - self.tokens[at].start == 1;
        let joins = |at: usize| joints.iter().any(|joint| joint == self.word(at));
        let row = |from: usize| self.tokens[from].linked && self.tokens[from + 1].linked;
        let before = at >= 2 && row(at - 2) && joins(at - 1) && is_letter(at - 2);
        let behind = at + 2 < self.tokens.len() && row(at) && joins(at + 1) && is_letter(at + 2);
        before || behind
    }

    /// Spaces beside punctuation and inside symbols.
    fn read_signs(&mut self) {
        for (space, _) in self.plain.match_indices(' ') {
            let (before, behind) = (&self.plain[..space], &self.plain[space + 1..]);
            if is_spaced_punctuation(before, behind) || is_spaced_symbol(before, behind) {
                self.cuts.push(space);
            }
        }
    }

    /// The best reading of a row in which every neighbour of a word is a piece.
    fn read_row(&mut self, first: usize, end: usize) {
        let readings = (end - first <= LONGEST_ROW).then(|| self.readings(first, end));
        let Some([best, next]) = readings else {
            self.doubt_strays(first, end);
            return;
        };
        if next.cost - best.cost < MARGIN {
            self.doubts
                .push((self.tokens[first].start, self.tokens[end - 1].end));
            return;
        }
        if best.joints.is_empty() {
            // What stays in pieces beside a joint is seen again when the joint is made.
            self.doubt_strays(first, end);
        }
        for at in best.joints {
            self.cuts.push(self.tokens[at].end);
        }
    }

    /// The two best ways to read a row.
    fn readings(&self, first: usize, end: usize) -> [Reading; 2] {
        // From the back: what the words from each place on cost at least, in two ways.
        let mut ways: Vec<[Reading; 2]> = vec![[Reading::default(), Reading::none()]];
        for at in (first..end).rev() {
            let mut best = [Reading::none(), Reading::none()];
            for count in 1..=MOST_PIECES.min(end - at) {
                let Some(cost) = self.cost(at, count) else {
                    continue;
                };
                for rest in &ways[end - at - count] {
                    if rest.cost == u32::MAX {
                        continue;
                    }
                    let cost = rest.cost + cost;
                    let place = best.iter().position(|known| cost < known.cost);
                    let Some(place) = place else { continue };
                    let joints = (at..at + count - 1)
                        .chain(rest.joints.iter().copied())
                        .collect();
                    if place == 0 {
                        best.swap(0, 1);
                    }
                    best[place] = Reading { cost, joints };
                }
            }
            ways.push(best);
        }
        ways.pop().unwrap_or_default()
    }

    /// What it costs to read so many tokens as one word; nothing where they cannot be one.
    fn cost(&self, at: usize, count: usize) -> Option<u32> {
        if count == 1 {
            return Some(if self.is_piece(at) {
                PIECE
            } else if self.tokens[at].label {
                0
            } else {
                self.vocabulary.cost(self.tokens[at].count)
            });
        }
        let tokens = &self.tokens[at..at + count];
        if !(at..at + count).any(|at| self.is_piece(at)) || tokens.iter().any(|token| token.label) {
            return None;
        }
        let whole: String = (at..at + count).map(|at| self.word(at)).collect();
        if !self.is_free(at, count) || !is_cased(&whole) {
            return None;
        }
        let (made, cost) = self.vocabulary.made(&whole, self.word(at).len())?;
        // "L a": a letter that could be a number or a name needs a word that the sources have.
        let initial = self.vocabulary.is_stray(self.word(at))
            && whole.starts_with(char::is_uppercase)
            && tokens[1..]
                .iter()
                .all(|token| token.standing == Standing::Word);
        if initial && made < RARE {
            return None;
        }
        Some(cost + JOINT * (count as u32 - 1))
    }

    /// Nothing but a space, a bracket or punctuation stands around: no part of a symbol, an address or code.
    fn is_free(&self, at: usize, count: usize) -> bool {
        let last = at + count - 1;
        let before = self.plain[..self.tokens[at].start].chars().next_back();
        let mut behind = self.plain[self.tokens[last].end..].chars();
        let (sign, next) = (behind.next(), behind.next());
        // "km/h a", "plan-b a": a letter behind a hyphen or a stroke needs a piece beside it.
        let tied = |at: usize, mate: usize| {
            self.vocabulary.is_stray(self.word(at)) && (count == 1 || !self.is_piece(mate))
        };
        let free_before = before.is_none_or(|c| match c {
            '-' | '‑' | '/' => !tied(at, at + 1),
            c => " ([“«‘\"¿¡–—…".contains(c),
        });
        let free_behind = sign.is_none_or(|c| match c {
            '.' | ':' => !next.is_some_and(char::is_alphanumeric),
            '-' | '‑' | '/' => !tied(last, last.wrapping_sub(1)),
            c => " ,;)]”»\"?!–—…".contains(c),
        });
        free_before && free_behind
    }

    /// Two words of the dictionary that are one: both are rare, and what they make is frequent.
    fn read_pair(&mut self, at: usize) {
        let (left, right) = (&self.tokens[at], &self.tokens[at + 1]);
        let joints = &self.vocabulary.language.layout.open_ends;
        let rare = |at: usize| {
            // In a short book "con" may be rare, but it is never a piece.
            self.tokens[at].standing == Standing::Rare
                && !joints.contains(&self.word(at).to_lowercase())
        };
        if self.tokens[at].standing != Standing::Rare
            && self.tokens[at + 1].standing != Standing::Rare
        {
            return;
        }
        let (rare_left, rare_right) = (rare(at), rare(at + 1));
        if !rare_left && !rare_right {
            return;
        }
        let whole = format!("{}{}", self.word(at), self.word(at + 1));
        let count = self.vocabulary.count(&whole);
        if count < COMMON || !is_cased(&whole) || !self.is_free(at, 2) {
            return;
        }
        if rare_left && rare_right {
            self.cuts.push(left.end);
        } else {
            let rarest = left.count.min(right.count).max(1);
            if count / DOUBTFUL >= rarest {
                self.doubts.push((left.start, right.end));
            }
        }
    }

    /// A small letter alone is the sign of a break.
    fn doubt_strays(&mut self, first: usize, end: usize) {
        let stray = (first..end).find(|&at| {
            let word = self.word(at);
            end - first > 1
                && self.is_piece(at)
                && self.vocabulary.is_stray(word)
                && self.is_free(at, 1)
                && word.chars().all(char::is_lowercase)
                && !self.plain[..self.tokens[at].start]
                    .trim_end()
                    .ends_with(char::is_numeric)
        });
        if let Some(at) = stray {
            let from = at - usize::from(at > first);
            let to = (at + 1).min(end - 1);
            self.doubts
                .push((self.tokens[from].start, self.tokens[to].end));
        }
    }
}

/// A way to read a row: what its words cost, and behind which tokens the space goes.
#[derive(Default)]
struct Reading {
    cost: u32,
    joints: Vec<usize>,
}

impl Reading {
    fn none() -> Self {
        Self {
            cost: u32::MAX,
            joints: Vec::new(),
        }
    }
}

/// A word is small, or large, or begins with a capital.
fn is_cased(word: &str) -> bool {
    let tail = word
        .chars()
        .next()
        .map_or("", |first| &word[first.len_utf8()..]);
    tail.chars().all(|c| !c.is_uppercase()) || word.chars().all(|c| !c.is_lowercase())
}

/// Whether a bracket is open at the end of a text; only so far back as a bracket reaches.
fn has_open_bracket(before: &str) -> bool {
    let mut closed = 0;
    for c in before.chars().rev().take(600) {
        match c {
            ')' => closed += 1,
            '(' if closed == 0 => return true,
            '(' => closed -= 1,
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::languages::Language;

    fn repaired(broken: &str, corpus: &str) -> Text {
        let mut text = Text::on_line(broken, 1);
        let corpus = Text::on_line(corpus, 1);
        let vocabulary = Vocabulary::of([&text, &corpus].into_iter(), Language::of("es"));
        repair(&mut text, &vocabulary);
        text
    }

    const CORPUS: &str = "la situación de la trata de personas que las investigaciones para acceder a la UNODC y la UNODC realizar \
        proteger extranjeras traumas seguridad de del el la no";

    #[test]
    fn broken_words_are_joined() {
        for (broken, whole) in [
            ("una s ituación de", "una situación de"),
            ("investigar l a trata de", "investigar la trata de"),
            ("escuchen a l a trata", "escuchen a la trata"),
            ("una s i tuación de", "una situación de"),
            ("que las investi gaciones", "que las investigaciones"),
            ("con la UNO DC,", "con la UNODC,"),
            ("posible accede r a", "posible acceder a"),
            ("la trata d e personas", "la trata de personas"),
            ("misiones extranjera s y", "misiones extranjeras y"),
            ("la situación a o b de", "la situación a o b de"),
            ("la situación T o U de", "la situación T o U de"),
            ("para p roteger", "para proteger"),
        ] {
            assert_eq!(repaired(broken, CORPUS).plain, whole);
        }
    }

    #[test]
    fn spaces_before_punctuation_go() {
        let text = repaired("militar y de seguridad , incluido ( Viena)", CORPUS);
        assert_eq!(text.plain, "militar y de seguridad, incluido (Viena)");
        assert_eq!(text.repairs[0].from, "seguridad ,");
        assert_eq!(text.repairs[0].to, "seguridad,");
        assert_eq!(text.repairs[1].to, "(Viena)");
        for (broken, whole) in [
            ("la trata ; y", "la trata; y"),
            ("(la trata ).", "(la trata)."),
            ("“ la trata ”, y", "“la trata”, y"),
            ("[(la trata )]", "[(la trata)]"),
            ("y [ 1, 2 ] de", "y [ 1, 2 ] de"),
            (
                "y CTOC/COP/ WG.4/2019/L.1/Add.2 de",
                "y CTOC/COP/WG.4/2019/L.1/Add.2 de",
            ),
            ("la trata . . . de", "la trata . . . de"),
            ("la trata ... de", "la trata ... de"),
            ("la UNODC/ la OIT y/ o", "la UNODC/ la OIT y/ o"),
        ] {
            assert_eq!(repaired(broken, CORPUS).plain, whole);
        }
    }

    #[test]
    fn whole_words_stay_apart() {
        for clean in [
            "de la trata",
            "no la situación",
            "a la UNODC",
            "y a la vez",
            "o a que",
            "con forme y sobre todo a parte, si no por que en torno a sí tan poco",
            "a el Estado y de el Estado",
        ] {
            assert_eq!(
                repaired(clean, "ala dela nola ya va oa sino porque así así").plain,
                clean
            );
        }
    }

    #[test]
    fn names_and_labels_stay_apart() {
        for clean in [
            "Treaty Series, vol. 2237",
            "el portal SHERLOC y el Proceso de Bali",
            "los apartados a y b del párrafo",
            "a) y b) del artículo",
            "los apartados c a f",
            "el apartado l a que se refiere",
            "unas 1 000 personas, de 2 a 4",
            "durante 24 h a 36 h",
            "la parte I de la lista",
            "el anexo D el que",
            "y/o a la VIH/SIDA",
            "de tipo socio-económico y a",
            "untoc.cop@unodc.org a más tardar",
            "de 3 m a 4 m",
            "Côte d’Ivoire y %s a",
        ] {
            let text = repaired(clean, CORPUS);
            assert_eq!(text.plain, clean);
            assert_eq!(text.repairs, []);
        }
    }

    #[test]
    fn the_commoner_reading_counts() {
        let corpus = "para llevar a cabo la trata, conocer las medidas, que las víctimas y la víctima, la la a a al";
        for (broken, whole) in [
            ("por ejemplo lleva r a cabo", "por ejemplo llevar a cabo"),
            ("a conocer l as medidas", "a conocer las medidas"),
            ("de las víctima s la trata", "de las víctimas la trata"),
            ("hasta el 9 d e septiembre", "hasta el 9 de septiembre"),
            (
                "en varios párrafo s de la trata",
                "en varios párrafos de la trata",
            ),
            ("una d esarr ollada", "una desarrollada"),
            ("cooperación i nterregional", "cooperación interregional"),
        ] {
            assert_eq!(repaired(broken, corpus).plain, whole);
        }
    }

    #[test]
    fn what_stays_doubtful_is_reported() {
        let doubts = |broken: &str, corpus: &str| {
            let mut text = Text::on_line(broken, 7);
            let corpus = Text::on_line(corpus, 1);
            let vocabulary = Vocabulary::of([&text, &corpus].into_iter(), Language::of("es"));
            let doubts = repair(&mut text, &vocabulary);
            assert_eq!(text.plain, broken);
            doubts
        };
        let found = doubts("los qui x situación de", CORPUS);
        assert_eq!((found.len(), found[0].line), (1, 7));
        assert_eq!(found[0].words, "qui x situación");
        let common = "así ".repeat(20);
        assert_eq!(doubts("como a sí mismos", &common)[0].words, "a sí");
        for clean in [
            "los apartados b y c de la trata",
            "Côte d’Ivoire",
            "<b>la situación</b>",
            "el párrafo 3 d de la trata",
        ] {
            assert_eq!(doubts(clean, CORPUS), [], "{clean}");
        }
    }

    #[test]
    fn a_repair_undone_gives_the_source() {
        let broken = "una s i tuación , de segu ridad ) y ( la UNO DC ), la trata";
        let mut text = repaired(broken, CORPUS);
        assert_eq!(
            text.plain,
            "una situación, de seguridad) y (la UNODC), la trata"
        );
        for repair in text.repairs.drain(..).rev() {
            let at = repair.at as usize;
            text.plain
                .replace_range(at..at + repair.to.len(), &repair.from);
        }
        assert_eq!(text.plain, broken);
    }

    #[test]
    fn repairing_twice_changes_nothing() {
        let mut text = repaired("una s ituación de la UNO DC , y", CORPUS);
        let before = text.clone();
        let vocabulary = Vocabulary::of([&text].into_iter(), Language::of("es"));
        repair(&mut text, &vocabulary);
        assert_eq!(text, before);
    }
}
