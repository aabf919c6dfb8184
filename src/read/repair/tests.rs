//! What is joined, what stays apart, and what is told.

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
fn a_letter_before_a_joint_is_the_last_of_its_word() {
    let corpus = "las personas y el que, el de, las víctimas, los niños y las mujeres, los grupos u otros, analizar e indicar, de la asistencia social \
        social social a las víctimas, a las mujeres y a las niñas, su familia, de sus familias, y sus familias, proteger, delincuentes u otras, unas u otras, u otras";
    for (broken, whole) in [
        (
            "a la persona s y a sus familias",
            "a la personas y a sus familias",
        ),
        (
            "las víctima s o a sus familias",
            "las víctimas o a sus familias",
        ),
        ("a los niño s y a las niñas", "a los niños y a las niñas"),
        ("las mujere s y a los niños", "las mujeres y a los niños"),
        (
            "los grupo s u otras personas",
            "los grupos u otras personas",
        ),
        (
            "los delincuente s u otras personas",
            "los delincuentes u otras personas",
        ),
        ("analiza r e indicar", "analizar e indicar"),
        (
            "la asistencia socia l a las víctimas",
            "la asistencia social a las víctimas",
        ),
        ("a y s us familias", "a y sus familias"),
        ("la asistencia y e l social", "la asistencia y el social"),
        ("los albergue s u otro lugar", "los albergues u otro lugar"),
        ("envíe s u familia", "envíe su familia"),
    ] {
        assert_eq!(repaired(broken, corpus).plain, whole);
    }
    for clean in [
        "la opción a o b de",
        "la opción b o a",
        "los visados T o U",
        "los casos x y z de",
    ] {
        assert_eq!(repaired(clean, corpus).plain, clean);
    }
}

#[test]
fn a_letter_is_taken_from_no_word_that_nobody_knows() {
    for (broken, whole) in [
        (
            "evitar la r evictimización de",
            "evitar la revictimización de",
        ),
        (
            "evitar la revictimizació n de",
            "evitar la revictimización de",
        ),
        (
            "evitar la s obrevivientes de",
            "evitar la sobrevivientes de",
        ),
    ] {
        assert_eq!(repaired(broken, CORPUS).plain, whole);
    }
    for (broken, doubt) in [
        ("evitar la r efuvictización de", "la r efuvictización"),
        ("que de la s efogatas", "la s efogatas"),
        ("los zefogat s al que", "zefogat s al"),
    ] {
        let mut text = Text::on_line(broken, 1);
        let corpus = Text::on_line(CORPUS, 1);
        let vocabulary = Vocabulary::of([&text, &corpus].into_iter(), Language::of("es"));
        let doubts = repair(&mut text, &vocabulary);
        assert_eq!(text.plain, broken);
        assert_eq!(doubts.len(), 1, "{doubts:?}");
        assert!(
            doubts[0].words.contains(doubt) || doubt.contains(&doubts[0].words),
            "{doubts:?}"
        );
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
