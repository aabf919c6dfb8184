//! RIS: one field a line, lines end with CR LF. The tags are those that Zotero reads for a report.

use super::{Citation, one_line};

/// One record, with its last line.
pub(super) fn record(citation: &Citation<'_>) -> String {
    let date = citation.date.map(|date| date.replace('-', "/"));
    let year = citation.date_parts().first().map(u32::to_string);
    let fields = [
        ("TY", Some("RPRT")),
        ("ID", Some(&*citation.id)),
        ("AU", Some(citation.author)),
        ("T1", Some(citation.title)),
        ("T2", citation.untold_document()),
        ("PY", year.as_deref()),
        ("DA", date.as_deref()),
        ("CY", citation.place),
        ("PB", citation.publisher),
        ("SN", citation.symbol),
        ("LA", Some(citation.language)),
        ("UR", citation.url.as_deref()),
    ];
    let mut text = String::with_capacity(512);
    for (tag, value) in fields {
        if let Some(value) = value {
            text.push_str(tag);
            text.push_str("  - ");
            text.push_str(&one_line(value));
            text.push_str("\r\n");
        }
    }
    text.push_str("ER  - \r\n");
    text
}

#[cfg(test)]
mod tests {
    use super::super::tests::{bare, full};
    use super::*;

    #[test]
    fn a_record_has_one_line_a_field() {
        assert_eq!(
            record(&full()),
            "TY  - RPRT\r\nID  - 4.46.j.iii\r\nAU  - Grupo de Trabajo sobre la Trata\r\n\
             T1  - Cuarta reunión (2011), «50 % & más_{x}» \\ #1 ~ ^ $\r\n\
             PY  - 2011\r\nDA  - 2011/10/10\r\nCY  - Viena\r\nPB  - Naciones Unidas\r\n\
             SN  - CTOC/COP/WG.4/2019/5\r\nLA  - es\r\nUR  - https://example.org/a_b%20{c}.html\r\nER  - \r\n"
        );
    }

    #[test]
    fn a_document_without_symbol_is_told_by_its_title() {
        let record = record(&Citation {
            symbol: None,
            ..full()
        });
        assert!(record.contains("\r\nT2  - Informe \"final\" </script>\r\n"));
        assert!(!record.contains("SN  - "));
    }

    #[test]
    fn what_is_not_known_has_no_line() {
        assert_eq!(
            record(&bare()),
            "TY  - RPRT\r\nID  - 4.46.j.iii\r\nAU  - Comité\r\nT1  - Recomendación 1\r\nLA  - es\r\nER  - \r\n"
        );
    }
}
