use std::collections::HashMap;

/// Texts by number; 0 is "none", and its text is empty.
#[derive(Debug)]
pub struct Names {
    texts: Vec<Box<str>>,
    numbers: HashMap<Box<str>, u32>,
}

impl Default for Names {
    fn default() -> Self {
        Names { texts: vec!["".into()], numbers: HashMap::from([("".into(), 0)]) }
    }
}

impl Names {
    /// The number of a text, a new one if it has none yet.
    pub fn add(&mut self, text: &str) -> u32 {
        if let Some(number) = self.numbers.get(text) {
            return *number;
        }
        let number = self.texts.len() as u32;
        self.texts.push(text.into());
        self.numbers.insert(text.into(), number);
        number
    }

    /// The number of a text.
    pub fn number(&self, text: &str) -> Option<u32> {
        self.numbers.get(text).copied()
    }

    /// The text of a number; empty for none.
    pub fn text(&self, number: u32) -> &str {
        self.texts.get(number as usize).map_or("", |text| text)
    }

    /// How many numbers there are, "none" among them.
    pub fn len(&self) -> usize {
        self.texts.len()
    }

    /// All texts with their numbers, without "none".
    pub fn iter(&self) -> impl Iterator<Item = (u32, &str)> {
        self.texts.iter().enumerate().skip(1).map(|(number, text)| (number as u32, text.as_ref()))
    }

    /// For each number its place in the alphabet.
    pub fn ranks(&self) -> Vec<u32> {
        let mut order: Vec<u32> = (0..self.texts.len() as u32).collect();
        order.sort_unstable_by_key(|number| &self.texts[*number as usize]);
        let mut ranks = vec![0; order.len()];
        for (rank, number) in order.into_iter().enumerate() {
            ranks[number as usize] = rank as u32;
        }
        ranks
    }
}
