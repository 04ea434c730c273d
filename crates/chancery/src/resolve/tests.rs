//! Whom phrases stand for, one phenomenon a test, by the words alone (no analysis).

use super::{Resolver, Scene};
use crate::analysis::Analysis;
use crate::document::Document;
use crate::sentence::segment;

fn scene(text: &str) -> Scene {
    let document = Document::from_text("-", text);
    let sentences = segment(&document);
    let analyses = vec![Analysis::default(); sentences.len()];
    Resolver::default().resolve(document, sentences, analyses)
}

/// Countries and first sectors of the `nth` occurrence of `span`, as "ISR/GOV".
fn actors_at(text: &str, span: &str, nth: usize) -> Vec<String> {
    let mut scene = scene(text);
    let start = text.match_indices(span).nth(nth).expect("the span stands in the text").0;
    let end = start + span.len();
    let sentence = scene.sentences.iter().rposition(|s| s.span.start() <= start).expect("a sentence");
    let tokens = &scene.sentences[sentence].tokens;
    let from = tokens.iter().position(|t| t.span.end() > start).expect("a first token");
    let to = tokens.iter().rposition(|t| t.span.start() < end).expect("a last token") + 1;
    let resolved = scene.actors_in(sentence, from..to);
    resolved
        .iter()
        .map(|r| {
            let actor = &scene.actors[r.actor.0];
            let country = actor.country.as_deref().unwrap_or("---");
            format!("{country}/{}", actor.sectors.first().map_or_else(String::new, ToString::to_string))
        })
        .collect()
}

fn actors(text: &str, span: &str) -> Vec<String> {
    actors_at(text, span, 0)
}

fn countries(text: &str, span: &str) -> Vec<String> {
    let mut found: Vec<String> = actors(text, span).iter().map(|a| a[..3].to_owned()).collect();
    found.sort();
    found
}

#[test]
fn states_capitals_and_demonyms() {
    assert_eq!(actors("Portugal protested.", "Portugal"), ["PRT/GOV"]);
    assert_eq!(actors("Lisbon protested to Madrid.", "Madrid"), ["ESP/GOV"]);
    assert_eq!(countries("Peruvian police met them.", "Peruvian police"), ["PER"]);
}

#[test]
fn capitals_of_states_that_are_gone() {
    assert_eq!(countries("In 1968 Prague gave in.", "Prague"), ["CSK"]);
    assert_eq!(countries("In 2015 Prague gave in.", "Prague"), ["CZE"]);
}

#[test]
fn the_nearest_modifier_gives_the_country() {
    assert_eq!(
        countries("The Chilean ambassador to Bolivia left.", "The Chilean ambassador to Bolivia"),
        ["CHL"]
    );
    assert_eq!(countries("Danish troops in Mali fell back.", "Danish troops in Mali"), ["DNK"]);
    assert_eq!(countries("Students in Tirana marched.", "Students in Tirana"), ["ALB"]);
    assert_eq!(countries("Norway's UN envoy spoke.", "Norway's UN envoy"), ["NOR"]);
    assert_eq!(countries("The Egyptian-led force withdrew.", "The Egyptian-led force"), ["EGY"]);
    assert_eq!(countries("A Finland-based supplier paid.", "A Finland-based supplier"), ["FIN"]);
}

#[test]
fn whom_a_group_serves_is_not_whose_it_is() {
    assert_ne!(countries("Rwanda-backed rebels hold Goma.", "Rwanda-backed rebels"), ["RWA"]);
}

#[test]
fn several_under_one_head() {
    assert_eq!(
        countries("The foreign ministers of Peru and Chile met.", "The foreign ministers of Peru and Chile"),
        ["CHL", "PER"]
    );
    assert_eq!(countries("Greek and Turkish jets met.", "Greek and Turkish jets"), ["GRC", "TUR"]);
    assert_eq!(countries("Kuwait and Oman agreed.", "Kuwait and Oman"), ["KWT", "OMN"]);
}

#[test]
fn people_by_office_and_afterwards_by_name() {
    let text = "Estonia's foreign minister Aino Tammsalu flew to Riga. On Monday Tammsalu met reporters.";
    assert_eq!(actors(text, "Estonia's foreign minister Aino Tammsalu"), ["EST/GOV"]);
    assert_eq!(actors_at(text, "Tammsalu", 1), ["EST/GOV"]);
    let beside = "Its neighbour sent Bero Kalandia, Georgia's president, to Baku. Kalandia signed.";
    assert_eq!(actors_at(beside, "Kalandia", 1), ["GEO/GOV"]);
    let capitals = "President Tomo LEBAKA ruled Gabon from 1970. LEBAKA fell in 1981.";
    assert_eq!(countries(capitals, "President Tomo LEBAKA"), ["GAB"]);
    assert_eq!(actors_at(capitals, "LEBAKA", 1), ["GAB/GOV"]);
}

#[test]
fn who_held_an_office_is_of_the_elite() {
    assert_eq!(
        actors("Former Peruvian president Ema Rua fled.", "Former Peruvian president Ema Rua"),
        ["PER/ELI"]
    );
}

#[test]
fn aliases_and_countries_in_brackets() {
    let text = "The Kenyan Coastal Herders Front (KCHF) attacked Lamu. The KCHF then withdrew.";
    assert_eq!(countries(text, "The KCHF"), ["KEN"]);
    let firm = "Baku signed a contract with Varulex (Israel) in May. Varulex delivered in June.";
    assert_eq!(actors_at(firm, "Varulex", 1), ["ISR/BUS"]);
}

#[test]
fn possessors_and_possessive_pronouns() {
    assert_eq!(actors("Lima said that its navy had sailed.", "its navy"), ["PER/MIL"]);
    assert_eq!(countries("Slovenia's Gorenje sold ovens.", "Slovenia's Gorenje"), ["SVN"]);
}

#[test]
fn pronouns_stand_for_what_was_named() {
    assert_eq!(actors("Oman condemned the raid. It recalled its envoy.", "It"), ["OMN/GOV"]);
    let text = "Latvia's president Iveta Ozolkalne met the workers in Riga. She promised help.";
    assert_eq!(actors(text, "She"), ["LVA/GOV"]);
    assert_eq!(countries("Somali pirates took a ship. They asked for money.", "They"), ["SOM"]);
}

#[test]
fn relative_pronouns_stand_for_their_antecedent() {
    let text = "The army arrested Chad's finance minister, who had criticised it.";
    assert_eq!(actors(text, "who"), ["TCD/GOV"]);
}

#[test]
fn sets_of_two() {
    let text = "Ghana and Togo reopened the border. The two countries also agreed on a ferry.";
    assert_eq!(countries(text, "The two countries"), ["GHA", "TGO"]);
    let navies = "Chile sent a frigate to meet one from Peru. The two navies exercised for a week.";
    assert_eq!(actors(navies, "The two navies").len(), 2);
    assert!(actors(navies, "The two navies").iter().all(|a| a.ends_with("MIL")));
    assert_eq!(countries("Laos met Vietnam. Both sides were pleased.", "Both sides"), ["LAO", "VNM"]);
    let last = "Ghana sued Togo. The latter refused to appear.";
    assert_eq!(countries(last, "The latter"), ["TGO"]);
}

#[test]
fn neighbours_by_the_compass() {
    let text = "Tanzania will stop buying cattle from its northern neighbour, Kenya said.";
    assert_eq!(countries(text, "its northern neighbour"), ["KEN"]);
    assert_eq!(
        countries("Mongolia buys oil from its northern neighbour.", "its northern neighbour"),
        ["RUS"]
    );
}

#[test]
fn roles_lean_on_the_text() {
    assert_eq!(actors("Police arrested ten people in Accra.", "Police"), ["GHA/COP"]);
    let text = "A Danish journalist was held in Minsk. Three days later the journalist was freed.";
    assert_eq!(actors(text, "the journalist"), ["DNK/JRN"]);
    let rebels = "Norway's minister will go to Colombia after rebels there freed two engineers.";
    assert_eq!(actors(rebels, "rebels there"), ["COL/REB"]);
}

#[test]
fn bodies_are_taken_up_by_their_noun() {
    let text = "The African Union sent observers to Gabon. The union praised the vote.";
    assert_eq!(countries(text, "The union"), ["IGO"]);
}

#[test]
fn a_people_within_a_state() {
    assert_eq!(actors("Bosnia's ethnic Serbs boycotted the vote.", "Bosnia's ethnic Serbs"), ["BIH/ETH"]);
}

#[test]
fn the_left_out_subject_is_the_last_one() {
    let mut scene = scene("Ghana sued Togo. Rejected the offer.");
    let implied = scene.implied_subject(1).expect("a subject before");
    assert_eq!(scene.actors[implied.actor.0].country.as_deref(), Some("GHA"));
}

#[test]
fn runs_outside_the_text_name_nobody() {
    let mut scene = scene("Ghana sued Togo.");
    assert!(scene.actors_in(7, 0..2).is_empty());
    assert!(scene.actors_in(0, 90..95).is_empty());
    assert!(scene.actors_in(0, 2..2).is_empty());
}

#[test]
fn demonyms_in_small_letters() {
    assert_eq!(countries("Two bolivian patrols crossed the river.", "Two bolivian patrols"), ["BOL"]);
    assert_eq!(countries("The north korean envoy left.", "The north korean envoy"), ["PRK"]);
    assert_ne!(countries("The crew used polish.", "polish"), ["POL"]);
}

#[test]
fn governments_by_the_name_of_their_head() {
    assert_eq!(countries("The Assad regime denied it.", "The Assad regime"), ["SYR"]);
    assert_eq!(countries("The Obama administration replied.", "The Obama administration"), ["USA"]);
    assert_eq!(countries("Netanyahu's government fell.", "Netanyahu's government"), ["ISR"]);
}

#[test]
fn a_surname_alone_makes_no_leader() {
    let unknown = "Denmark received Peter Scott on Monday. Scott thanked the Danish king.";
    assert_ne!(actors_at(unknown, "Scott", 1)[0][..3], *"ZMB");
    let spelt = "President Adil Abdul Mahdi spoke.";
    assert_eq!(countries(spelt, "President Adil Abdul Mahdi"), ["IRQ"]);
}

#[test]
fn humanitarian_bodies_are_of_no_state() {
    let text = "Relief workers left Juba after Sudan closed the road.";
    assert_eq!(actors(text, "Relief workers"), ["NGO/NGO"]);
    assert_eq!(countries("Norwegian aid workers left Juba.", "Norwegian aid workers"), ["NOR"]);
}

#[test]
fn organs_of_many_states_are_of_the_one_spoken_of() {
    let text = "Pakistan rejected the report. The Foreign Office called it baseless.";
    assert_eq!(countries(text, "The Foreign Office"), ["PAK"]);
    assert_eq!(countries("The Foreign Office called it baseless.", "The Foreign Office"), ["GBR"]);
    assert_eq!(countries("House and Senate negotiators met.", "Senate negotiators"), ["USA"]);
}

#[test]
fn acronyms_of_several_bearers() {
    assert_eq!(countries("ICE held ten men.", "ICE"), ["USA"]);
    let text = "Costa Rica rationed power. In San José, ICE blamed the Costa Rican drought.";
    assert_eq!(countries(text, "ICE"), ["CRI"]);
}

#[test]
fn institutions_by_their_place() {
    assert_eq!(countries("The Osaka Stock Exchange fined it.", "The Osaka Stock Exchange"), ["JPN"]);
    assert_eq!(countries("Tokyo Electric bought gas.", "Tokyo Electric"), ["JPN"]);
    assert_eq!(countries("Palestina protested.", "Palestina"), ["PSE"]);
}

#[test]
fn names_of_two_states_are_of_the_one_spoken_of() {
    assert_eq!(countries("The Dominican envoy left.", "The Dominican envoy"), ["DOM"]);
    let text = "Roseau closed its port. The Dominican envoy left.";
    assert_eq!(countries(text, "The Dominican envoy"), ["DMA"]);
}

#[test]
fn capitals_that_are_surnames_too() {
    assert_ne!(countries("Fiji's minister thanked her. Praia had paid.", "Praia"), ["CPV"]);
    let text = "Cape Verde sent a ship to Fiji. Praia had paid for it.";
    assert_eq!(actors(text, "Praia"), ["CPV/GOV"]);
    assert_eq!(countries("Kingston's envoy was late.", "Kingston's envoy"), ["JAM"]);
}

#[test]
fn what_a_ship_is_called_after_is_not_its_state() {
    assert_eq!(countries("The Peruvian tanker Cordoba sank.", "The Peruvian tanker Cordoba"), ["PER"]);
    assert_eq!(countries("HMS Argus left Oman.", "HMS Argus"), ["GBR"]);
}

#[test]
fn leaders_of_the_years_that_the_text_names() {
    assert_eq!(countries("In 1961 Khrushchev sent two armies.", "Khrushchev"), ["SUN"]);
}

#[test]
fn members_of_a_shared_head_have_its_sector() {
    let text = "French and Malian troops took Gao.";
    assert_eq!(actors(text, "French"), ["FRA/MIL"]);
    assert_eq!(actors("Fiji, New Zealand navies end a drill.", "Fiji"), ["FJI/MIL"]);
    assert_eq!(actors("Honduras and Nicaragua's navies met.", "Honduras"), ["HND/MIL"]);
    assert_eq!(actors("Honduras and Nicaragua met.", "Honduras"), ["HND/GOV"]);
    assert_eq!(actors("Troops from Angola, Chad and Togo left.", "Chad"), ["TCD/MIL"]);
    assert_eq!(actors("Paris sent French drones to Mali.", "French"), ["FRA/MIL"]);
}

#[test]
fn short_forms_of_bodies() {
    let text = "Pakistan turned to the International Monetary Fund. The Fund refused.";
    assert_eq!(countries(text, "The Fund"), ["IGO"]);
    let court = "Gabon sued at the International Court of Justice. The Court heard it in May.";
    assert_eq!(actors(court, "The Court"), ["UNO/JUD"]);
    assert_eq!(countries("A court in The Hague freed him.", "A court in The Hague"), ["IGO"]);
    assert_eq!(countries("A Dutch court in The Hague freed him.", "A Dutch court in The Hague"), ["NLD"]);
}

#[test]
fn brussels_is_the_union_unless_belgium_is_spoken_of() {
    assert_eq!(countries("Brussels warned Serbia.", "Brussels"), ["EUR"]);
    assert_eq!(countries("Brussels recalled the Belgian envoy.", "Brussels"), ["BEL"]);
}

#[test]
fn whoever_works_for_a_body_is_of_it() {
    assert_eq!(actors("A UN expert left Laos.", "A UN expert"), ["UNO/IGO"]);
    assert_eq!(actors("The EU's member states agreed.", "The EU's member states"), ["EUR/GOV"]);
}

#[test]
fn titles_of_respect_give_way_to_offices() {
    let emir = "Qatar's emir Sheikh Tamim bin Ziyad left.";
    assert_eq!(actors(emir, "Qatar's emir Sheikh Tamim bin Ziyad"), ["QAT/GOV"]);
    let general = "The UN Secretary-General Ada Lund spoke.";
    assert_eq!(actors(general, "The UN Secretary-General Ada Lund"), ["UNO/IGO"]);
    assert_eq!(actors("Iran's chief of staff flew to Oman.", "Iran's chief of staff"), ["IRN/MIL"]);
}

#[test]
fn prisoners_are_of_whom_they_fought_for() {
    assert_eq!(actors("Kabul freed 100 Taliban prisoners.", "100 Taliban prisoners"), ["AFG/REB"]);
    assert_eq!(actors("Lima freed ten prisoners.", "ten prisoners"), ["PER/CVL"]);
}

#[test]
fn people_in_flight_are_refugees() {
    assert_eq!(actors("Chile took in 300 Venezuelans who had fled hunger.", "300 Venezuelans"), ["VEN/REF"]);
}

#[test]
fn governments_that_broke_away_are_rebels() {
    let text = "Georgia closed the road. The breakaway government in Sukhumi protested.";
    assert_eq!(actors(text, "The breakaway government in Sukhumi"), ["GEO/REB"]);
}
