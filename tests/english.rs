//! Documents in English, in the forms in which the United Nations write them and as they come out of a PDF: read by
//! the English tables alone.

use std::fs;

use compendio::records::{Role, yaml};
use compendio::{Loaded, load};

const BOOK: &str = "title = \"Register\"\nsubtitle = \"Working Group\"\nlanguage = \"en\"\n\
[edition]\nlabel = \"First edition\"\ndate = \"2026-01-01\"\n\
[[documents]]\nfile = \"seeds/documents/compilation.en.txt\"\nkind = \"compilation\"\nsymbol = \"AB/CD/WG.1/2019/5\"\n\
title = \"Recommendations\"\nmeetings = [3, 4]\n\
[[documents]]\nfile = \"seeds/documents/report.en.txt\"\nkind = \"report\"\nsymbol = \"AB/CD/WG.1/2019/6\"\n\
title = \"Report\"\nmeetings = [9]\n";

const COMPILATION: &str = "\
Recommendations adopted by the Working Group

III. Third meeting: Vienna, 18 October 2010

1. The Secretariat should inform the Conference of the situation of victims and of the measures that States have taken.

IV. Fourth meeting: Vienna, 10–12 October 2011

45. States parties are encouraged to become parties to the Protocol.

46. The Working Group endorsed the following recommendations:

(j) When deciding on compensation, States should take into account the following:

(i) Medical costs;

(ii) Lost income that was

due to the victim;

47. States should apply article 6, paragraph 3 (d), of the Protocol and recommendation 45 above.
";

const REPORT: &str = "\
 United Nations                                                     AB/CD/WG.1/2019/6 


Conference of the Parties                                     Distr.: General 

17 September 2019 



 Report on the ninth meeting of the Working Group, held in Vienna 
from 9 to 11 September 2019 

 I. Introduction 

 1. The ninth meeting of the Working Group was held in Vienna from 9 to 11 September 2019. 

 II. Recommendations 

 2. At its ninth meeting, the Working Group recommended that the Conference consider the following recommendations. 

 A. General recommendations on prevention and 

 protection 

 Recommendation 1 

 States parties should improve the s ituation of victims , in particular of children, and inform

 AB/CD/WG.1/2019/6 

 V.19-09720 2/3 

 them of their rights. 

 Recommendation 2 

 The Secretariat may wish to prepare a paper on: (a) the situation of victims; and (b) the measures that States have taken. 

 III. Organization of the meeting 

 A. Opening of the meeting 

 3. The meeting was opened by Ms. Jane Doe (Ireland), Chair of the Working Group. She spoke. 

 4. The Working Group adopted the following agenda: 

  1. Opening of the meeting. 

  2. Situation of victims. 

 5. The following parties were represented at the meeting: Ireland, Nepal, Saint Lucia and Venezuela (Bolivarian Republic of). 

 6. The Holy See, a non-member State maintaining a permanent observer mission, was represented by an observer. 

 7. The Working Group had before it the following documents: 

  (a) Background paper on victims (AB/CD/WG.1/2019/2); 

  (b) Annotated agenda (AB/CD/WG.1/2019/1). 
";

fn loaded() -> Loaded {
    let folder = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    write("book.toml", BOOK);
    write("seeds/documents/compilation.en.txt", COMPILATION);
    write("seeds/documents/report.en.txt", REPORT);
    write(
        "seeds/editorial/instruments.yaml",
        "treaties:\n  - { id: protocol, name: Protocol, short: Protocol, forms: [Trafficking Protocol], bare: [Protocol] }\n",
    );
    load(&folder.path().join("book.toml")).unwrap()
}

#[test]
fn reports_and_compilations_are_read_in_english() {
    let loaded = loaded();
    let compendium = &loaded.compendium;
    let meeting = |number| {
        let found = compendium.meetings.iter().find(|m| m.number == number);
        found.unwrap()
    };
    let held = |number| {
        let meeting = meeting(number);
        let dates = (meeting.start.as_deref(), meeting.end.as_deref());
        (meeting.place.as_deref(), dates)
    };
    for (number, start, end) in [
        (3, "2010-10-18", "2010-10-18"),
        (4, "2011-10-10", "2011-10-12"),
        (9, "2019-09-09", "2019-09-11"),
    ] {
        assert_eq!(held(number), (Some("Vienna"), (Some(start), Some(end))));
    }
    let ids: Vec<String> = compendium
        .entries
        .iter()
        .map(|e| e.id.to_string())
        .collect();
    assert_eq!(
        ids,
        [
            "3.1",
            "4.45",
            "4.46",
            "4.46.j",
            "4.46.j.i",
            "4.46.j.ii",
            "4.47",
            "9.1",
            "9.2"
        ]
    );
    let entry = |id: &str| &compendium.entries[compendium.find(id).unwrap()];
    let text = |id: &str| entry(id).unit.text.plain.as_str();
    assert_eq!(text("4.46.j.ii"), "Lost income that was due to the victim;");
    assert_eq!(
        entry("4.46.j.ii").reference,
        "Fourth meeting (2011), recommendation 46 (j) (ii)"
    );
    assert_eq!(
        text("9.1"),
        "States parties should improve the situation of victims, in particular of children, and inform them of their rights."
    );
    let repairs: Vec<&str> = entry("9.1")
        .unit
        .text
        .repairs
        .iter()
        .map(|r| r.to.as_str())
        .collect();
    assert_eq!(repairs, ["situation", "victims,"]);
    // A list inside the sentence makes no ids.
    assert!(entry("9.2").children.is_empty());

    let ninth = yaml::write(meeting(9));
    for told in [
        "A. General recommendations on prevention and protection",
        "Jane Doe (Ireland)",
        "Venezuela (Bolivarian Republic of)",
        "Holy See",
        "Situation of victims",
        "Annotated agenda",
        "AB/CD/WG.1/2019/1",
        "submitted",
    ] {
        assert!(ninth.contains(told), "{told}\n{ninth}");
    }
    let report = &compendium.documents[1];
    assert!(report.lines_of(Role::Furniture) >= 2);
}

#[test]
fn references_and_readings_are_english_too() {
    let loaded = loaded();
    let compendium = &loaded.compendium;
    let entry = |id: &str| &compendium.entries[compendium.find(id).unwrap()];
    let cited: Vec<&str> = compendium.cited.iter().map(|c| c.target.as_str()).collect();
    assert!(cited.contains(&"protocol:6.3.d"), "{cited:?}");
    let action = |id: &str| {
        let reading = &entry(id).grammar;
        let verb = reading.verb.unwrap();
        let words = &compendium.entries[verb.entry].unit.text.plain;
        (
            compendium.actions[reading.action.unwrap()].id.as_str(),
            &words[verb.start as usize..verb.end as usize],
            compendium.addressees[reading.addressees[0]].id.as_str(),
        )
    };
    assert_eq!(
        action("4.45"),
        ("encouragement", "are encouraged to become", "states")
    );
    assert_eq!(
        action("4.46.j.i"),
        ("recommendation", "should take into account", "states")
    );
    assert_eq!(
        action("9.2"),
        ("option", "may wish to prepare", "secretariat")
    );
    assert_eq!(
        action("9.1"),
        ("recommendation", "should improve", "states")
    );
}
