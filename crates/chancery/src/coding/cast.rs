//! Who stands in a role: the actors that its words name.

use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::Range;

use super::draft::Draft;
use crate::analysis::{EventType, Role};
use crate::resolve::{ActorId, Resolved, Scene};

/// The actors of one sentence, each run of words looked up once.
pub(super) struct Cast<'s> {
    scene: RefCell<&'s mut Scene>,
    sentence: usize,
    known: RefCell<HashMap<(usize, usize), Vec<Resolved>>>,
}

/// An actor in a role, with the words that name it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Player {
    pub actor: ActorId,
    pub tokens: Range<usize>,
    pub reason: String,
}

/// Both ends of an act.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Players {
    pub source: Vec<Player>,
    pub target: Vec<Player>,
    /// Whether both sides stand on both ends.
    pub symmetric: bool,
}

impl<'s> Cast<'s> {
    pub fn new(scene: &'s mut Scene, sentence: usize) -> Self {
        Cast { scene: RefCell::new(scene), sentence, known: RefCell::default() }
    }

    /// Who the words stand for.
    pub fn actors_in(&self, tokens: Range<usize>) -> Vec<Resolved> {
        let key = (tokens.start, tokens.end);
        if let Some(known) = self.known.borrow().get(&key) {
            return known.clone();
        }
        let found = self.scene.borrow_mut().actors_in(self.sentence, tokens);
        self.known.borrow_mut().insert(key, found.clone());
        found
    }

    /// Whether the words name somebody who can act in politics: one with a country or a sector.
    pub fn names_actor(&self, tokens: Range<usize>) -> bool {
        let found = self.actors_in(tokens);
        let scene = self.scene.borrow();
        let political = |resolved: &Resolved| {
            scene.actors.get(resolved.actor.0).is_some_and(|a| a.country.is_some() || !a.sectors.is_empty())
        };
        found.iter().any(political)
    }

    fn country(&self, actor: ActorId) -> Option<String> {
        self.scene.borrow().actors.get(actor.0)?.country.clone()
    }

    /// Who does the act and to whom. `subject_left_out` says that the sentence has no place for a subject.
    pub fn players(&self, draft: &Draft, subject_left_out: bool) -> Players {
        let mut source = self.in_role(draft, Role::Source);
        let mut target = self.in_role(draft, Role::Target);
        if source.is_empty() && subject_left_out {
            let implied = self.scene.borrow_mut().implied_subject(self.sentence);
            let other = |player: &Resolved| !target.iter().any(|t| t.actor == player.actor);
            source.extend(implied.filter(other).map(player));
        }
        let symmetric = self.is_symmetric(draft, &source, &target);
        if symmetric {
            for player in std::mem::take(&mut target) {
                if !source.iter().any(|known| known.actor == player.actor) {
                    source.push(player);
                }
            }
            target.clone_from(&source);
        }
        Players { source, target, symmetric }
    }

    fn in_role(&self, draft: &Draft, role: Role) -> Vec<Player> {
        let mut players: Vec<Player> = Vec::new();
        for argument in draft.in_role(role) {
            for resolved in self.actors_in(argument.tokens.clone()) {
                if !players.iter().any(|known| known.actor == resolved.actor) {
                    let mut found = player(resolved);
                    found.tokens = argument.tokens.clone();
                    found.reason = format!("{}, {}", found.reason, argument.by);
                    players.push(found);
                }
            }
        }
        players
    }

    /// Two sides of which none is the target do it to each other, where the type or the words are mutual. Within
    /// one country there are no two sides to keep apart.
    fn is_symmetric(&self, draft: &Draft, source: &[Player], target: &[Player]) -> bool {
        let mut countries: Vec<String> =
            source.iter().chain(target).filter_map(|player| self.country(player.actor)).collect();
        countries.sort();
        countries.dedup();
        if countries.len() < 2 {
            return false;
        }
        let mutual = matches!(draft.event_type, EventType::Consult | EventType::Agree | EventType::Cooperate);
        if target.is_empty() {
            source.len() > 1 && (mutual || draft.symmetric)
        } else if mutual || draft.event_type == EventType::Support {
            // "the two countries … with Israel": the target is one of the sides that act
            let sides: Vec<String> = source.iter().filter_map(|player| self.country(player.actor)).collect();
            let known =
                |player: &Player| self.country(player.actor).is_none_or(|country| sides.contains(&country));
            let several = sides.iter().any(|side| *side != sides[0]);
            (several && target.iter().all(known)) || (draft.symmetric && draft.model.is_none())
        } else {
            draft.symmetric && draft.model.is_none()
        }
    }
}

fn player(resolved: Resolved) -> Player {
    Player { actor: resolved.actor, tokens: resolved.tokens, reason: resolved.reason }
}
