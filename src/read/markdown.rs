//! Markdown inside a paragraph: emphasis and links, taken out of the words. The only user of pulldown-cmark.
//!
//! Only the inside of paragraphs is Markdown to us. The structure of documents is in their numbering,
//! which `CommonMark` would renumber, and a line that it would swallow (a link definition, an indented
//! block) must not be lost. Whatever is neither emphasis nor link is kept to the letter: HTML, entities,
//! code. A link keeps its words and loses its target, which in these sources points nowhere.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::text::{Emphasis, Text};

/// Stands before the words while they are parsed, so that nothing in them can begin a block.
const GUARD: &str = "x ";

/// Takes the mark-up out of a text and notes what was emphasised.
pub fn inline(text: &mut Text) {
    if !text.plain.contains(['*', '_', '[', '\\', '<', '`']) {
        return;
    }
    let guarded = format!("{GUARD}{}", text.plain);
    let shift = |at: usize| at.saturating_sub(GUARD.len()) as u32;
    let mut kept: Vec<(u32, u32)> = Vec::new();
    let mut open: Vec<(bool, u32)> = Vec::new();
    let mut emphasis: Vec<Emphasis> = Vec::new();
    for (event, range) in Parser::new_ext(&guarded, Options::empty()).into_offset_iter() {
        let (start, end) = (shift(range.start), shift(range.end));
        match event {
            Event::Start(Tag::Emphasis) => open.push((false, start)),
            Event::Start(Tag::Strong) => open.push((true, start)),
            Event::End(TagEnd::Emphasis | TagEnd::Strong) => {
                if let Some((strong, start)) = open.pop() {
                    emphasis.push(Emphasis { start, end, strong });
                }
            }
            Event::Text(_) | Event::Code(_) | Event::InlineHtml(_) | Event::Html(_)
                if end > start =>
            {
                kept.push((start, end));
            }
            _ => {}
        }
    }
    let mut cuts = Vec::new();
    let mut from = 0;
    for (start, end) in kept {
        if start > from {
            cuts.push((from, start));
        }
        from = from.max(end);
    }
    let length = text.plain.len() as u32;
    if from < length {
        cuts.push((from, length));
    }
    // White space is never mark-up: a cut that holds some (a line of stars) stays as it is.
    cuts.retain(|&(start, end)| !text.plain[start as usize..end as usize].trim().is_empty());
    emphasis.sort_by_key(|part| (part.start, part.end));
    text.emphasis = emphasis;
    text.delete(&cuts);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(words: &str) -> String {
        let mut text = Text::on_line(words, 1);
        inline(&mut text);
        text.plain
    }

    #[test]
    fn emphasis_and_links_keep_their_words() {
        assert_eq!(
            plain("Naciones Unidas, *Treaty Series*, vol. 2237"),
            "Naciones Unidas, Treaty Series, vol. 2237"
        );
        assert_eq!(
            plain("índice ([CTOC/COP/WG.4/2019/4](#)) preparado"),
            "índice (CTOC/COP/WG.4/2019/4) preparado"
        );
        assert_eq!(plain("[x](javascript:alert(1))"), "x");
        assert_eq!(
            plain("<http://www.unodc.org/a.html>"),
            "http://www.unodc.org/a.html"
        );
        assert_eq!(plain("**B. Declaraciones**"), "B. Declaraciones");
    }

    #[test]
    fn what_is_no_mark_up_is_kept_to_the_letter() {
        for words in [
            "<script>alert(1)</script>",
            "{{ 7*7 }} y {% raw %}",
            "AT&amp;T & [...] x",
            "programa provisional*",
            "# no es un título",
            "1. no es una lista",
            "[a]: http://example.org",
            "a_b_c y `código`",
            "[segunda y tercera], los días",
        ] {
            assert_eq!(plain(words), words);
        }
    }

    #[test]
    fn emphasised_words_are_noted() {
        let mut text = Text::on_line("el *Informe Mundial* y **más**", 1);
        inline(&mut text);
        let parts: Vec<_> = text
            .emphasis
            .iter()
            .map(|part| {
                (
                    &text.plain[part.start as usize..part.end as usize],
                    part.strong,
                )
            })
            .collect();
        assert_eq!(parts, [("Informe Mundial", false), ("más", true)]);
    }
}
