//! Frames on trees written by hand: `word/lemma/UPOS/head/relation`, heads counted from 1, 0 for the root.

use std::ops::Range;

use super::phrase::phrase;
use super::*;
use crate::analysis::{Analysis, EntityKind, Mention, Status, Word};
use crate::coding::codebook::Codebook;

fn analysis(conllu: &str) -> (Vec<String>, Analysis) {
    let mut forms = Vec::new();
    let mut analysis = Analysis::default();
    for (token, line) in conllu.split_whitespace().enumerate() {
        let fields: Vec<&str> = line.split('/').collect();
        let [form, lemma, upos, head, relation] = fields[..] else { panic!("{line}") };
        let lemma = if lemma.is_empty() { form.to_lowercase() } else { lemma.to_owned() };
        let head: usize = head.parse().expect("a number");
        forms.push(form.to_owned());
        analysis.words.push(Word {
            lemma,
            upos: upos.parse().expect("a part of speech"),
            head: head.checked_sub(1),
            deprel: relation.to_owned(),
        });
        if form == "Monday" {
            analysis.mentions.push(Mention { tokens: token..token + 1, kind: EntityKind::Date, score: 1.0 });
        }
    }
    (forms, analysis)
}

fn codebook(frames: &str) -> Codebook {
    let mut text = String::from("type = \"COERCE\"\ndefinition = \"d\"\n");
    for frame in frames.split(';').filter(|frame| !frame.trim().is_empty()) {
        text.push_str("[[frame]]\nexample = \"e\"\nexpect = \"- > -\"\n");
        text.push_str(frame.trim());
        text.push('\n');
    }
    match Codebook::from_files(vec![("t.toml".to_owned(), text)]) {
        Ok(codebook) => codebook,
        Err(faults) => panic!("{faults}"),
    }
}

/// The matches as `trigger | source > target | object`, actors being what begins with a capital.
fn coded(frames: &str, conllu: &str) -> Vec<String> {
    let codebook = codebook(frames);
    let (forms, analysis) = analysis(conllu);
    let tree = Tree::from_forms(forms.clone(), &analysis);
    let names_actor =
        |range: Range<usize>| forms[range].iter().any(|form| form.starts_with(char::is_uppercase));
    let words = |range: Range<usize>| forms[range].join(" ");
    let side =
        |fills: &[Fill]| fills.iter().map(|fill| words(fill.tokens.clone())).collect::<Vec<_>>().join(", ");
    Matcher::new(&codebook, &tree, &names_actor)
        .matches()
        .iter()
        .map(|found| {
            let trigger: Vec<String> = found.trigger_runs().into_iter().map(words).collect();
            let Fills { source, target, object, .. } = &found.fills;
            let line =
                format!("{} | {} > {} | {}", trigger.join(" … "), side(source), side(target), side(object));
            line.trim_end_matches([' ', '|']).to_owned()
        })
        .collect()
}

const ARREST: &str =
    "trigger = \"arrest|deport\"\npos = \"verb\"\nsource = [\"subject\"]\ntarget = [\"object\"]";
const BUY: &str =
    "trigger = \"buy\"\npos = \"verb\"\nsource = [\"subject\"]\ntarget = [\"from\"]\nobject = [\"object\"]";
const STRIKE: &str = "trigger = \"carry out attack|strike\"\npos = \"verb\"\nsource = [\"subject\"]\ntarget = [\"on\", \"against\"];\n\
                      trigger = \"strike\"\npos = \"noun\"\nsource = [\"poss\", \"by\", \"modifier\", \"subject\"]\ntarget = [\"on\", \"against\"]";

#[test]
fn active_verb_with_coordinated_sides() {
    assert_eq!(
        coded(
            ARREST,
            "Oman//PROPN/4/nsubj and//CCONJ/3/cc Qatar//PROPN/1/conj arrested/arrest/VERB/0/root three//NUM/7/nummod Italian//ADJ/7/amod sailors/sailor/NOUN/4/obj ,//PUNCT/10/punct two//NUM/10/nummod Greeks/Greek/PROPN/7/conj"
        ),
        ["arrested | Oman, Qatar > three Italian sailors, two Greeks"]
    );
}

#[test]
fn passive_turns_the_sides_round() {
    assert_eq!(
        coded(
            ARREST,
            "Three//NUM/2/nummod sailors/sailor/NOUN/4/nsubj:pass were/be/AUX/4/aux:pass arrested/arrest/VERB/0/root by//ADP/7/case Omani//ADJ/7/amod police//NOUN/4/obl:agent on//ADP/9/case Monday//PROPN/4/obl"
        ),
        ["arrested | Omani police > Three sailors"]
    );
}

#[test]
fn agent_of_a_coordinated_passive_serves_both_verbs() {
    assert_eq!(
        coded(
            ARREST,
            "They/they/PRON/3/nsubj:pass were/be/AUX/3/aux:pass arrested/arrest/VERB/0/root and//CCONJ/5/cc deported/deport/VERB/3/conj by//ADP/7/case Oman//PROPN/3/obl:agent"
        ),
        ["arrested | Oman > They", "deported | Oman > They"]
    );
}

#[test]
fn a_date_is_no_party() {
    let met = "trigger = \"meet\"\npos = \"verb\"\nsource = [\"subject\"]\ntarget = [\"on\"]";
    assert_eq!(
        coded(met, "Oman//PROPN/2/nsubj met/meet/VERB/0/root on//ADP/4/case Monday//PROPN/2/obl"),
        ["met | Oman >"]
    );
}

#[test]
fn preposition_on_the_object_is_taken_for_the_verbs() {
    assert_eq!(
        coded(
            BUY,
            "Oman//PROPN/2/nsubj bought/buy/VERB/0/root six//NUM/5/nummod patrol//NOUN/5/compound boats/boat/NOUN/2/obj from//ADP/7/case Italy//PROPN/5/nmod"
        ),
        ["bought | Oman > Italy | six patrol boats from Italy"]
    );
}

#[test]
fn relative_clause_gives_subject_and_object() {
    assert_eq!(
        coded(
            BUY,
            "Boats/boat/NOUN/6/nsubj that//PRON/4/obj Oman//PROPN/4/nsubj bought/buy/VERB/1/acl:relcl elsewhere//ADV/4/advmod sank/sink/VERB/0/root"
        ),
        ["bought | Oman >  | Boats"]
    );
    assert_eq!(
        coded(
            ARREST,
            "Oman//PROPN/5/nsubj ,//PUNCT/4/punct which//PRON/4/nsubj arrested/arrest/VERB/1/acl:relcl left/leave/VERB/0/root"
        ),
        ["arrested | Oman >"]
    );
}

#[test]
fn shared_subjects() {
    assert_eq!(
        coded(
            ARREST,
            "Oman//PROPN/2/nsubj planned/plan/VERB/0/root to//PART/4/mark deport/deport/VERB/2/xcomp Greeks/Greek/PROPN/4/obj"
        ),
        ["deport | Oman > Greeks"]
    );
    assert_eq!(
        coded(
            ARREST,
            "Italy//PROPN/2/nsubj accused/accuse/VERB/0/root Oman//PROPN/2/obj of//SCONJ/5/mark arresting/arrest/VERB/2/advcl sailors/sailor/NOUN/5/obj"
        ),
        ["arresting | Oman > sailors"]
    );
    assert_eq!(
        coded(
            ARREST,
            "Oman//PROPN/2/nsubj announced/announce/VERB/0/root plans/plan/NOUN/2/obj to//PART/5/mark deport/deport/VERB/3/acl Greeks/Greek/PROPN/5/obj"
        ),
        ["deport | Oman > Greeks"]
    );
}

#[test]
fn light_verb_wins_over_its_noun() {
    assert_eq!(
        coded(
            STRIKE,
            "Oman//PROPN/2/nsubj carried/carry/VERB/0/root out//ADP/2/compound:prt air//NOUN/5/compound strikes/strike/NOUN/2/obj on//ADP/7/case Qatar//PROPN/5/nmod"
        ),
        ["carried out … strikes | Oman > Qatar"]
    );
    assert_eq!(
        coded(
            STRIKE,
            "Strikes/strike/NOUN/6/nsubj carried/carry/VERB/1/acl out//ADP/2/compound:prt by//ADP/5/case Oman//PROPN/2/obl:agent failed/fail/VERB/0/root"
        ),
        ["Strikes carried out | Oman >"]
    );
}

#[test]
fn noun_with_modifier_and_with_its_verbs_subject() {
    assert_eq!(
        coded(
            STRIKE,
            "Omani//ADJ/3/amod air//NOUN/3/compound strikes/strike/NOUN/6/nsubj on//ADP/5/case Qatar//PROPN/3/nmod continued/continue/VERB/0/root"
        ),
        ["strikes | Omani > Qatar"]
    );
    assert_eq!(
        coded(
            STRIKE,
            "Oman//PROPN/2/nsubj ordered/order/VERB/0/root strikes/strike/NOUN/2/obj against//ADP/5/case Qatar//PROPN/3/nmod"
        ),
        ["strikes | Oman > Qatar"]
    );
}

#[test]
fn demands_decide_whether_a_frame_matches() {
    let close = "trigger = \"close\"\npos = \"verb\"\nsource = [\"subject\"]\ntarget = [\"object.poss\", \"object.modifier\"]\n\
                 with = { object = \"embassy|consulate general\" }\nactors = [\"subject\"]\nforbid = [\"not\"]";
    let sentence = |object: &str| {
        format!(
            "Oman//PROPN/2/nsubj closed/close/VERB/0/root the//DET/5/det Italian//ADJ/5/amod {object}//NOUN/2/obj"
        )
    };
    assert_eq!(coded(close, &sentence("embassy")), ["closed | Oman > Italian"]);
    assert_eq!(coded(close, &sentence("shop")), Vec::<String>::new());
    assert_eq!(
        coded(
            close,
            "he//PRON/2/nsubj closed/close/VERB/0/root Italian//ADJ/4/amod embassies/embassy/NOUN/2/obj"
        ),
        Vec::<String>::new()
    );
}

#[test]
fn several_words_as_a_preposition() {
    let rule = "trigger = \"rule\"\npos = \"verb\"\nsource = [\"subject\"]\ntarget = [\"in_favour_of\"]";
    assert_eq!(
        coded(
            rule,
            "Oman//PROPN/2/nsubj ruled/rule/VERB/0/root in//ADP/4/case favour//NOUN/2/obl of//ADP/6/case Italy//PROPN/4/nmod"
        ),
        ["ruled | Oman > Italy"]
    );
}

#[test]
fn phrase_leaves_out_what_follows_a_comma() {
    let (forms, analysis) = analysis(
        "Oman//PROPN/2/nmod:poss minister//NOUN/8/nsubj Ali//PROPN/2/appos ,//PUNCT/7/punct a//DET/7/det rich//ADJ/7/amod man//NOUN/2/appos left/leave/VERB/0/root",
    );
    let tree = Tree::from_forms(forms, &analysis);
    assert_eq!(phrase(&tree, 1), 0..3);
}

#[test]
fn broken_trees_end() {
    let (forms, mut analysis) =
        analysis("Oman//PROPN/2/nsubj arrested/arrest/VERB/1/conj sailors/sailor/NOUN/2/obj");
    analysis.words[2].head = Some(99);
    let codebook = codebook(ARREST);
    let tree = Tree::from_forms(forms, &analysis);
    let found = Matcher::new(&codebook, &tree, &|_| true).matches();
    assert!(found.len() <= 1);
    let _ = read_status(&tree, 1);
}

fn status_of(conllu: &str, token: usize) -> (Status, bool, String) {
    let (forms, analysis) = analysis(conllu);
    let tree = Tree::from_forms(forms.clone(), &analysis);
    let reading = read_status(&tree, token);
    (reading.status, reading.coded, reading.sayer.map(|range| forms[range].join(" ")).unwrap_or_default())
}

#[test]
fn status_from_the_words() {
    let of = |conllu, token| {
        let (status, coded, sayer) = status_of(conllu, token);
        format!("{status} {coded} {sayer}").trim_end().to_owned()
    };
    assert_eq!(
        of("Oman//PROPN/2/nsubj arrested/arrest/VERB/0/root Greeks/Greek/PROPN/2/obj", 1),
        "actual true"
    );
    assert_eq!(
        of("Oman//PROPN/3/nsubj will//AUX/3/aux deport//VERB/0/root Greeks/Greek/PROPN/3/obj", 2),
        "planned true"
    );
    assert_eq!(
        of(
            "Oman//PROPN/4/nsubj did/do/AUX/4/aux not//PART/4/advmod deport//VERB/0/root Greeks/Greek/PROPN/4/obj",
            3
        ),
        "negated true"
    );
    assert_eq!(
        of("Oman//PROPN/3/nsubj might//AUX/3/aux deport//VERB/0/root Greeks/Greek/PROPN/3/obj", 2),
        "hypothetical true"
    );
    assert_eq!(
        of(
            "Oman//PROPN/2/nsubj denied/deny/VERB/0/root arresting/arrest/VERB/2/xcomp Greeks/Greek/PROPN/3/obj",
            2
        ),
        "denied true Oman"
    );
    assert_eq!(
        of(
            "Italy//PROPN/2/nsubj accused/accuse/VERB/0/root Oman//PROPN/2/obj of//SCONJ/5/mark arresting/arrest/VERB/2/advcl sailors/sailor/NOUN/5/obj",
            4
        ),
        "alleged true Italy"
    );
    assert_eq!(
        of(
            "Italy//PROPN/2/nsubj urged/urge/VERB/0/root Oman//PROPN/2/obj to//PART/5/mark arrest//VERB/2/xcomp sailors/sailor/NOUN/5/obj",
            4
        ),
        "requested false"
    );
    assert_eq!(
        of(
            "Italy//PROPN/2/nsubj said/say/VERB/0/root Oman//PROPN/5/nsubj would//AUX/5/aux deport//VERB/2/ccomp Greeks/Greek/PROPN/5/obj",
            4
        ),
        "planned true"
    );
    assert_eq!(
        of("Oman//PROPN/3/nsubj will//AUX/3/aux hold//VERB/0/root talks/talk/NOUN/3/obj", 3),
        "planned true"
    );
    assert_eq!(
        of(
            "Oman//PROPN/2/nsubj arrested/arrest/VERB/0/root Greeks/Greek/PROPN/2/obj ,//PUNCT/6/punct officials/official/NOUN/6/nsubj said/say/VERB/2/parataxis",
            1
        ),
        "actual true officials"
    );
}
