//! The fictional resolution comes out of every format with the words that its plain text has.

use instruments::source::{Media, Source, read_source};
use instruments::{Hint, SourceLine};

fn sample(name: &str) -> Source {
    let path = format!("{}/tests/source/{name}", env!("CARGO_MANIFEST_DIR"));
    read_source(&std::fs::read(path).expect(name)).expect(name)
}

/// The words of all lines with their labels, without notes' marks and what only some forms hold.
fn words(source: &Source) -> Vec<String> {
    let text = |line: &SourceLine| match &line.hint {
        Hint::ListItem { marker: Some(marker), .. } => format!("{marker} {}", line.text),
        Hint::Footnote => String::new(),
        _ => line.text.clone(),
    };
    let all = source.text.lines.iter().map(text).collect::<Vec<_>>().join(" ");
    let unmarked: String = all.chars().filter(|c| !"¹²".contains(*c)).collect();
    unmarked.split_whitespace().map(str::to_owned).collect()
}

/// Everything up to the table, which plain text leaves out.
fn resolution(source: &Source, last_word: &str) -> Vec<String> {
    let words = words(source);
    let end = words.iter().rposition(|word| word.contains(last_word)).expect(last_word);
    words[..=end].to_vec()
}

fn notes(source: &Source) -> Vec<&str> {
    source.text.lines.iter().filter(|l| l.hint == Hint::Footnote).map(|l| l.text.as_str()).collect()
}

#[test]
fn docx_has_the_words_of_the_plain_text() {
    for (language, last) in [("en", "technologies”"), ("fr", "communications")] {
        let plain = resolution(&sample(&format!("resolution.{language}.txt")), last);
        assert_eq!(resolution(&sample(&format!("resolution.{language}.docx")), last), plain);
    }
}

#[test]
fn pdf_has_the_words_of_the_plain_text() {
    for (language, last) in [("en", "technologies”"), ("fr", "communications")] {
        let plain = resolution(&sample(&format!("resolution.{language}.txt")), last);
        assert_eq!(resolution(&sample(&format!("resolution.{language}.pdf")), last), plain);
    }
}

#[test]
fn html_has_the_words_of_the_plain_text_but_its_own_letters() {
    for (language, last) in [("en", "technologies”"), ("fr", "communications")] {
        let plain = resolution(&sample(&format!("resolution.{language}.txt")), last);
        let html = resolution(&sample(&format!("resolution.{language}.html")), last);
        // A browser prints `a.` where the document prints `(a)`.
        let relabelled: Vec<_> = html
            .into_iter()
            .map(|word| if matches!(&*word, "a." | "b.") { format!("({})", &word[..1]) } else { word })
            .collect();
        assert_eq!(relabelled, plain);
    }
}

#[test]
fn each_form_is_told_by_its_content() {
    let media = ["txt", "docx", "html", "pdf"].map(|form| sample(&format!("resolution.en.{form}")).media);
    assert_eq!(media, [Media::Text, Media::Docx, Media::Html, Media::Pdf]);
}

#[test]
fn notes_stand_apart_with_their_marks() {
    for form in ["docx", "html", "pdf"] {
        let source = sample(&format!("resolution.fr.{form}"));
        assert_eq!(
            notes(&source),
            ["¹ LI/RES/12/3, annexe, paragraphe 7.", "² Rapport du Secrétariat, LI/14/22."],
            "{form}"
        );
        assert!(words(&source).contains(&"2019".to_owned()), "{form}");
    }
}
