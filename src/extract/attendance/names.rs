//! Names in a row: where one ends and the next begins.
//!
//! Names hold commas, brackets and joints of their own, so a list is cut with care.

use crate::languages::Language;

/// States, each of whose names may have an article: "… Uruguay y la República Bolivariana de Venezuela".
pub(super) fn names_of_states(names: &str, language: &Language) -> Vec<String> {
    let parts = split_names(names, language, |last| {
        let joints = joints(last, language);
        let capital = joints.iter().find(|&&(_, end)| is_capital(&last[end..]));
        capital.or(joints.first()).copied()
    });
    let names = parts.into_iter().map(|(start, end)| &names[start..end]);
    names.map(str::to_owned).collect()
}

pub(super) fn is_capital(words: &str) -> bool {
    words.starts_with(char::is_uppercase)
}

/// A list of names, each from byte to byte: commas inside brackets belong to a name, the last two are joined by a word,
/// which `joint` finds.
fn split_names(
    names: &str,
    language: &Language,
    joint: impl Fn(&str) -> Option<(usize, usize)>,
) -> Vec<(usize, usize)> {
    let whole = names.trim_end_matches(['.', ';', ' ']).len();
    let mut parts: Vec<(usize, usize)> = Vec::new();
    let (mut depth, mut from) = (0i32, 0);
    for (at, c) in names[..whole].char_indices() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth -= 1,
            ',' | ';' if depth <= 0 => {
                parts.push((from, at));
                from = at + 1;
            }
            _ => {}
        }
    }
    from = whole - names[from..whole].trim_start().len();
    let last = &names[from..whole];
    let mut opened = language.report.list_joints.iter();
    // "…, y Venezuela"
    if let Some(joint) = opened.find(|joint| last.starts_with(joint.trim_start())) {
        parts.push((from + joint.trim_start().len(), whole));
    } else if let Some((start, end)) = joint(last) {
        parts.extend([(from, from + start), (from + end, whole)]);
    } else {
        parts.push((from, whole));
    }
    let is_space = |c: char| c.is_whitespace() || c == '.';
    let trimmed = parts.into_iter().map(|(start, end)| {
        let name = names[start..end].trim_end_matches(is_space);
        let bare = name.trim_start_matches(is_space);
        (start + name.len() - bare.len(), start + name.len())
    });
    trimmed.filter(|(start, end)| start < end).collect()
}

/// Where words stand that may join the last two names of a list: outside brackets, and in no name that holds one itself
/// ("Trinidad y Tabago").
fn joints(words: &str, language: &Language) -> Vec<(usize, usize)> {
    let whole: Vec<std::ops::Range<usize>> = (language.report.joined_names.iter())
        .flat_map(|name| words.match_indices(name.as_str()))
        .map(|(at, name)| at..at + name.len())
        .collect();
    let mut depth = 0i32;
    let mut found = Vec::new();
    for (at, c) in words.char_indices() {
        let mut joints = language.report.list_joints.iter();
        if depth == 0
            && !whole.iter().any(|name| name.contains(&at))
            && let Some(joint) = joints.find(|joint| words[at..].starts_with(joint.as_str()))
        {
            found.push((at, at + joint.len()));
        }
        depth += i32::from(c == '(') - i32::from(c == ')');
    }
    found
}

/// Whether words begin the name of an organization: with a word that such names begin with ("Consejo", "Unión"), or
/// with letters that stand for one ("OSCE").
pub(super) fn begins_name(words: &str, language: &Language) -> bool {
    let end = |c: char| !c.is_alphanumeric() && c != '-';
    let first = words.split(end).next().unwrap_or_default();
    let heads = &language.report.organization_heads;
    let letters = first.chars().filter(|c| c.is_alphabetic());
    let is_acronym = || letters.clone().count() > 1 && letters.clone().all(char::is_uppercase);
    is_capital(first) && (is_acronym() || heads.contains(&first.to_lowercase()))
}

/// A name has so many words at least where a comma of its own follows ("Centro de Drogas, …"): others have nothing that
/// could go on.
const OPEN: usize = 3;

/// Organizations have commas in their names. What goes on in lower case belongs to the name before it, unless that is an
/// article; so does what begins no name and ends a row ("Centro de Drogas, Sustancias y Precursores") or would break the
/// alphabetical order that the names of the list keep. What joins the last two is followed by a name.
pub(super) fn names_of_organizations(names: &str, language: &Language) -> Vec<String> {
    let bare = |words: &str| {
        let article =
            article(words, language).filter(|&article| begins_name(&words[article..], language));
        article.unwrap_or_default()
    };
    let begins = |words: &str| begins_name(&words[bare(words)..], language);
    let mut parts = split_names(names, language, |last| {
        let joints = joints(last, language);
        let named = joints.iter().rev().find(|&&(_, end)| begins(&last[end..]));
        let capital = joints.iter().find(|&&(_, end)| is_capital(&last[end..]));
        named.or(capital).copied()
    });
    for part in &mut parts {
        part.0 += bare(&names[part.0..part.1]);
    }
    let key = |at: usize| crate::languages::fold(&names[parts[at].0..parts[at].1]);
    let word = |at: usize| &names[parts[at].0..parts[at].1];
    let sure: Vec<bool> = (0..parts.len())
        .map(|at| at == 0 || word(at - 1).ends_with(')') || begins(word(at)))
        .collect();
    let known: Vec<String> = (0..parts.len()).filter(|&at| sure[at]).map(key).collect();
    let is_ordered = known.is_sorted();
    let last = parts.len().saturating_sub(1);
    let ends_row: Vec<bool> = (0..parts.len())
        .map(|at| at < last && !sure[at] && !joints(word(at), language).is_empty())
        .collect();
    // Whether a row ends before the next name begins for sure.
    let mut in_row = vec![false; parts.len() + 1];
    for at in (0..parts.len()).rev() {
        in_row[at] = !sure[at] && (ends_row[at] || in_row[at + 1]);
    }
    let mut joined: Vec<(usize, usize)> = Vec::new();
    // Where the name begins that the next part may belong to, and whether it goes on.
    let (mut head, mut goes_on) = (0, false);
    for at in 0..parts.len() {
        let is_open = || word(head).split(' ').count() >= OPEN;
        let out_of_order =
            || at < last && is_ordered && key(at) > key(at + 1) && key(head) <= key(at + 1);
        let belongs = !sure[at]
            && (word(at).starts_with(char::is_lowercase)
                || goes_on && ends_row[at]
                || is_open() && (in_row[at] || out_of_order()));
        match joined.last_mut() {
            Some(name) if belongs => name.1 = parts[at].1,
            _ => {
                joined.push(parts[at]);
                head = at;
            }
        }
        goes_on = belongs && !ends_row[at];
    }
    let names = joined.into_iter().map(|(start, end)| &names[start..end]);
    names.map(str::to_owned).collect()
}

/// Bodies in a row, each with its article. A name that may go on does so unless another one begins for sure ("la
/// Organización para la Seguridad y la Cooperación en Europa y la OIM"), but there are two of them at least.
pub(super) fn row_of_bodies<'w>(row: &'w str, language: &Language) -> Vec<&'w str> {
    let commas = row
        .match_indices(", ")
        .map(|(at, comma)| (at, at + comma.len()));
    let mut joints: Vec<(usize, usize)> = commas
        .chain(joints(row, language))
        .filter_map(|(at, end)| {
            let end = end + article(&row[end..], language)?;
            is_capital(&row[end..]).then_some((at, end))
        })
        .collect();
    joints.sort_unstable();
    let mut names = Vec::new();
    let mut from = 0;
    for &(at, end) in &joints {
        let name = &row[from..at];
        let is_open = begins_name(name, language) && name.split(' ').count() >= OPEN;
        if !is_open || begins_name(&row[end..], language) {
            names.push(name);
            from = end;
        }
    }
    if let (true, Some(&(at, end))) = (names.is_empty(), joints.last()) {
        names.push(&row[..at]);
        from = end;
    }
    names.push(&row[from..]);
    names
}

/// The article that a text in lower case begins with, in bytes.
pub(super) fn article(lower: &str, language: &Language) -> Option<usize> {
    let mut articles = language.report.articles.iter();
    let article = articles.find(|article| lower.starts_with(article.to_lowercase().as_str()))?;
    Some(article.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spanish() -> &'static Language {
        Language::of("es")
    }

    #[test]
    fn names_with_commas_and_joints() {
        let names = |text: &str| names_of_states(text, spanish());
        assert_eq!(
            names("Irán (República Islámica del), Nepal, Santa Sede y Yemen."),
            [
                "Irán (República Islámica del)",
                "Nepal",
                "Santa Sede",
                "Yemen"
            ]
        );
        assert_eq!(
            names("Unión Europea, y Venezuela (República Bolivariana de)."),
            ["Unión Europea", "Venezuela (República Bolivariana de)"]
        );
        assert_eq!(
            names("Sri Lanka y Trinidad y Tobago"),
            ["Sri Lanka", "Trinidad y Tobago"]
        );
        assert_eq!(
            names("Uruguay y la República Bolivariana de Venezuela"),
            ["Uruguay", "la República Bolivariana de Venezuela"]
        );
        assert_eq!(
            names_of_organizations(
                "Liga, Organización para la Seguridad y la Cooperación en Europa y Unión Africana",
                spanish()
            ),
            [
                "Liga",
                "Organización para la Seguridad y la Cooperación en Europa",
                "Unión Africana"
            ]
        );
        assert_eq!(
            names_of_organizations(
                "Centro de Drogas, Sustancias y Precursores (CARICC), Comunidad de Estados, Instituto del Delito, afiliado a las Naciones Unidas (HEUNI), Proceso de Bali, Universidad",
                spanish()
            ),
            [
                "Centro de Drogas, Sustancias y Precursores (CARICC)",
                "Comunidad de Estados",
                "Instituto del Delito, afiliado a las Naciones Unidas (HEUNI)",
                "Proceso de Bali",
                "Universidad"
            ]
        );
    }

    #[test]
    fn organizations_in_any_order() {
        let names = |text: &str| names_of_organizations(text, spanish());
        for (text, expected) in [
            (
                "Consejo de Europa, OSCE, INTERPOL y Unión Africana.",
                &["Consejo de Europa", "OSCE", "INTERPOL", "Unión Africana"][..],
            ),
            (
                "Consejo de Europa, Unión Africana.",
                &["Consejo de Europa", "Unión Africana"],
            ),
            ("INTERPOL, OIM", &["INTERPOL", "OIM"]),
            (
                "Liga de los Estados Árabes, Organización para la Seguridad y la Cooperación en Europa",
                &[
                    "Liga de los Estados Árabes",
                    "Organización para la Seguridad y la Cooperación en Europa",
                ],
            ),
            (
                "Unión Africana, Eurojust, Commonwealth, Amnistía y Consejo de Europa",
                &[
                    "Unión Africana",
                    "Eurojust",
                    "Commonwealth",
                    "Amnistía",
                    "Consejo de Europa",
                ],
            ),
            (
                "Unión Africana, Centro de Drogas, Armas, Sustancias y Precursores, Consejo de Europa y OIM",
                &[
                    "Unión Africana",
                    "Centro de Drogas, Armas, Sustancias y Precursores",
                    "Consejo de Europa",
                    "OIM",
                ],
            ),
            (
                "la Unión Africana, la Organización de las Naciones Unidas para la Educación, la Ciencia y la Cultura y la OIM",
                &[
                    "Unión Africana",
                    "Organización de las Naciones Unidas para la Educación, la Ciencia y la Cultura",
                    "OIM",
                ],
            ),
            (
                "Consejo de Europa e Instituto Europeo de Prevención del Delito y Lucha contra la Delincuencia",
                &[
                    "Consejo de Europa",
                    "Instituto Europeo de Prevención del Delito y Lucha contra la Delincuencia",
                ],
            ),
            (
                "Consejo de los E;stados, Frontex",
                &["Consejo de los E;stados", "Frontex"],
            ),
        ] {
            assert_eq!(names(text), expected, "{text}");
        }
        let english = |text: &str| names_of_organizations(text, Language::of("en"));
        assert_eq!(
            english(
                "European Union, Institute for Crime, Law and Justice, Council of Europe and League of Arab States"
            ),
            [
                "European Union",
                "Institute for Crime, Law and Justice",
                "Council of Europe",
                "League of Arab States"
            ]
        );
    }
}
