//! CSL-JSON: what citation processors read.

use serde::Serialize;

use super::{Citation, joined};

/// An item as the schema of CSL names its parts.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Item<'a> {
    id: &'a str,
    #[serde(rename = "type")]
    kind: &'static str,
    author: [Name<'a>; 1],
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    container_title: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    number: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher_place: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    issued: Option<Date>,
    language: &'a str,
    #[serde(rename = "URL", skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
}

/// A body, whose name is not taken apart.
#[derive(Serialize)]
struct Name<'a> {
    literal: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Date {
    date_parts: [Vec<u32>; 1],
}

/// One item, without the array around it.
pub(super) fn item(citation: &Citation<'_>) -> String {
    let date = citation.date_parts();
    let item = Item {
        id: &citation.id,
        kind: "report",
        author: [Name {
            literal: citation.author,
        }],
        title: citation.title,
        container_title: citation.document,
        number: citation.symbol,
        publisher: citation.publisher,
        publisher_place: citation.place,
        issued: (!date.is_empty()).then_some(Date { date_parts: [date] }),
        language: citation.language,
        url: citation.url.as_deref(),
    };
    serde_json::to_string(&item).expect("items have string keys")
}

/// Items as the array that a file of CSL-JSON is.
pub(super) fn array<'a>(items: impl Iterator<Item = &'a str>) -> String {
    format!("[{}]\n", joined(items, ",\n"))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{bare, full};
    use super::*;

    #[test]
    fn an_item_has_the_names_of_the_schema() {
        assert_eq!(
            array(std::iter::once(&*item(&full()))),
            "[{\"id\":\"4.46.j.iii\",\"type\":\"report\",\"author\":[{\"literal\":\"Grupo de Trabajo\\r\\nsobre la Trata\"}],\
             \"title\":\"Cuarta reunión (2011), «50 % & más_{x}» \\\\ #1 ~ ^ $\",\"container-title\":\"Informe \\\"final\\\" </script>\",\
             \"number\":\"CTOC/COP/WG.4/2019/5\",\"publisher\":\"Naciones Unidas\",\"publisher-place\":\"Viena\",\
             \"issued\":{\"date-parts\":[[2011,10,10]]},\"language\":\"es\",\"URL\":\"https://example.org/a_b%20{c}.html\"}]\n"
        );
    }

    #[test]
    fn what_is_not_known_is_left_out() {
        assert_eq!(
            item(&bare()),
            "{\"id\":\"4.46.j.iii\",\"type\":\"report\",\"author\":[{\"literal\":\"Comité\"}],\"title\":\"Recomendación 1\",\"language\":\"es\"}"
        );
    }
}
