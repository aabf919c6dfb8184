//! Words as the lines of a page.

/// Lines of at most so many characters; one line where there is no limit.
pub fn wrapped(words: &str, width: Option<usize>) -> Vec<String> {
    let Some(width) = width else {
        return vec![words.to_owned()];
    };
    let mut lines = vec![String::new()];
    for word in words.split(' ') {
        let line = lines.last_mut().unwrap();
        if !line.is_empty() && line.chars().count() + 1 + word.chars().count() > width {
            lines.push(word.to_owned());
        } else {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    lines
}
