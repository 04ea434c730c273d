use strum::{Display, EnumIter, EnumString};

use crate::resolve::Sector;

/// What a role noun says.
#[derive(Debug, Clone, PartialEq)]
pub struct Role {
    /// The noun in the singular, in small letters; one word or several.
    pub lemma: String,
    /// The closest first; never empty.
    pub sectors: Vec<Sector>,
    /// What sort of bearer it names.
    pub kind: RoleKind,
}

/// What sort of bearer a role noun names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Display, EnumString, EnumIter)]
#[strum(serialize_all = "snake_case")]
pub enum RoleKind {
    /// A person by office ("minister"): one at a time, named by its holder.
    Office,
    /// A person by what he or she does or is ("journalist", "villager").
    Person,
    /// A collective ("army", "parliament", "crowd", "company").
    Group,
    /// A thing that stands for those who man it ("warplane", "tanker").
    Craft,
}
