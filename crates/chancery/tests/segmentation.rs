//! What reader and segmenter promise, whatever the input.

use chancery::document::{Document, Span};
use chancery::sentence::{Sentence, segment};
use proptest::prelude::*;

/// Spans lie in the text, on the bounds of characters, in order and apart; sentences hold their tokens.
fn well_formed(document: &Document, sentences: &[Sentence]) -> Result<(), TestCaseError> {
    let text = document.text.as_str();
    let mut at = 0;
    for sentence in sentences {
        prop_assert!(!sentence.tokens.is_empty());
        prop_assert_eq!(sentence.span, sentence.span_of(0..sentence.tokens.len()));
        prop_assert!(document.paragraphs[sentence.paragraph].contains(sentence.span));
        let line = 1 + text[..sentence.span.start()].bytes().filter(|b| *b == b'\n').count();
        prop_assert_eq!(sentence.line as usize, line);
        for token in &sentence.tokens {
            prop_assert!(token.span.start() >= at && !token.span.is_empty());
            prop_assert!(text.get(token.span.start()..token.span.end()).is_some());
            at = token.span.end();
        }
        for mark in &sentence.marks {
            let stands = mark.span.of(text);
            prop_assert!(stands.starts_with('[') && stands.ends_with(']'), "{:?}", stands);
            prop_assert!(mark.from < mark.to && mark.to <= sentence.tokens.len(), "{:?}", mark);
        }
    }
    Ok(())
}

/// How often each byte of the text lies in a token or a mark.
fn cover(document: &Document, sentences: &[Sentence]) -> Vec<u8> {
    let mut cover = vec![0u8; document.text.len()];
    let spans =
        sentences.iter().flat_map(|s| s.tokens.iter().map(|t| t.span).chain(s.marks.iter().map(|m| m.span)));
    for span in spans {
        cover[span.start()..span.end()].iter_mut().for_each(|c| *c += 1);
    }
    cover
}

/// No character is lost: each that is no white space lies in exactly one token or one mark.
fn nothing_lost(document: &Document, sentences: &[Sentence]) -> Result<(), TestCaseError> {
    let cover = cover(document, sentences);
    for (at, c) in document.text.char_indices() {
        let blank = c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}' | '\u{2060}');
        // A text of nothing but marks has no sentence that they could support.
        if !blank && !sentences.is_empty() {
            prop_assert_eq!(cover[at], 1, "{:?} at {}", c, at);
        }
    }
    Ok(())
}

/// Text out of pieces that the segmenter has rules for.
fn prose() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        prop::sample::select(vec![
            "Mr.",
            "U.S.",
            "a.m.",
            "J.",
            "[12]",
            "[note 3]",
            "[a]",
            "[citation needed]",
            "[who?]",
            "[",
            "]",
            " ",
            "\n",
            "\r\n",
            "don't",
            "cannot",
            "'s",
            "\"",
            "“",
            "”",
            "(",
            ")",
            "...",
            "…",
            ".",
            "?!",
            ",",
            "-",
            "–",
            "3.5",
            "1,200",
            "$5m",
            "10%",
            "5pm",
            "https://a.example/x(1)",
            "a@b.example",
            "Riga",
            "met",
            "anti-war",
            "9/11",
            "'90s",
            "`",
            "*",
            "_",
            "#",
            ">",
            "\u{301}",
            "é",
            "日本",
            "\u{200b}",
            "\u{feff}",
            ":)",
        ])
        .prop_map(str::to_owned),
        "[a-zA-Z0-9 .,'-]{0,6}",
        any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_read_and_cut(bytes in prop::collection::vec(any::<u8>(), 0..300), markdown in any::<bool>()) {
        let name = if markdown { "x.md" } else { "x.txt" };
        if let Ok(document) = Document::from_bytes(name, &bytes) {
            let sentences = segment(&document);
            well_formed(&document, &sentences)?;
            let bad = document.text.contains('\u{fffd}');
            prop_assert!(bad || document.faults.is_empty());
        }
    }

    #[test]
    fn no_character_of_plain_text_is_lost(text in prose()) {
        let document = Document::from_text("-", text);
        let sentences = segment(&document);
        well_formed(&document, &sentences)?;
        nothing_lost(&document, &sentences)?;
    }

    #[test]
    fn markup_and_words_of_markdown_stay_apart(text in prose()) {
        let document = Document::from_bytes("x.md", text.as_bytes()).unwrap();
        prop_assert!(document.paragraphs.windows(2).all(|p| p[0].end() <= p[1].start()));
        prop_assert!(document.markup.windows(2).all(|m| m[0].end() <= m[1].start()), "{:?}", document.markup);
        let sentences = segment(&document);
        well_formed(&document, &sentences)?;
        let cover = cover(&document, &sentences);
        for markup in &document.markup {
            prop_assert!(document.text.is_char_boundary(markup.start()) && document.text.is_char_boundary(markup.end()));
            prop_assert!(cover[markup.start()..markup.end()].iter().all(|c| *c == 0));
        }
    }

    #[test]
    fn spans_turn_to_characters(text in "\\PC{0,30}", a in 0usize..40, b in 0usize..40) {
        let span = Span::new(a.min(text.len()), b.min(text.len()));
        let (from, to) = span.chars(&text);
        prop_assert!(from <= to && to <= text.chars().count());
    }
}

/// A pattern that is looked at again at each place, or by a call in a call, shows in long texts only.
#[test]
fn long_texts_without_white_space_are_cut_in_time() {
    let started = std::time::Instant::now();
    for piece in [
        "'s", "a.", "1-", "1/", "!a", "[", "[](", "[a](b", "<", "**a", "`", "a@", "e-", "[1]", "\u{301}",
        "(", ".",
    ] {
        let text = piece.repeat(50_000);
        for name in ["x.txt", "x.md"] {
            let document = Document::from_bytes(name, text.as_bytes()).unwrap();
            let tokens: usize = segment(&document).iter().map(|s| s.tokens.len()).sum();
            // Marks alone have no words, nor has what opens a block of code.
            assert!(tokens > 0 || matches!(piece, "[1]" | "`"), "{piece}");
        }
    }
    assert!(started.elapsed().as_secs() < 60, "{:?}", started.elapsed());
}

#[test]
fn what_never_ends_is_cut() {
    let text = "Chad met Niger and ".repeat(2000);
    let sentences = segment(&Document::from_text("endless", text));
    assert!(sentences.iter().all(|s| s.tokens.len() <= 300));
    assert_eq!(sentences.iter().map(|s| s.tokens.len()).sum::<usize>(), 8000);
}
