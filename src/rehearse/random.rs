//! Chance that is the same every time: splitmix64, of a seed.

/// A source of numbers that look random and depend on nothing but the seed.
#[derive(Debug, Clone)]
pub struct Random {
    state: u64,
}

impl Random {
    /// The numbers of a seed, and of a name under it, so that one table's rows do not shift another's.
    pub fn new(seed: u64, name: &str) -> Self {
        let state = name.bytes().fold(seed ^ 0xcbf2_9ce4_8422_2325, |state, byte| {
            (state ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
        });
        Self { state }
    }

    /// The next number.
    pub fn number(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`; 0 where that is 0.
    pub fn below(&mut self, end: usize) -> usize {
        let end = u64::try_from(end).unwrap_or(u64::MAX).max(1);
        usize::try_from(self.number() % end).unwrap_or(0)
    }

    /// So many characters of an alphabet.
    pub fn text(&mut self, alphabet: &str, length: usize) -> String {
        let letters = alphabet.as_bytes();
        (0..length)
            .map(|_| letters.get(self.below(letters.len())).map_or('a', |byte| char::from(*byte)))
            .collect()
    }

    /// So many hexadecimal digits.
    pub fn hexadecimal(&mut self, length: usize) -> String {
        self.text("0123456789abcdef", length)
    }

    /// So many lower-case letters and digits. Capitals are left out: to most collations of MySQL they are the same.
    pub fn word(&mut self, length: usize) -> String {
        self.text("abcdefghijklmnopqrstuvwxyz0123456789", length)
    }

    /// A UUID of version 4.
    pub fn uuid(&mut self) -> String {
        let digits = self.hexadecimal(32);
        let part = |from: usize, to: usize| digits.get(from..to).unwrap_or_default();
        format!("{}-{}-4{}-8{}-{}", part(0, 8), part(8, 12), part(13, 16), part(17, 20), part(20, 32))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_gives_the_same_numbers() {
        let numbers = |seed, name| {
            let mut random = Random::new(seed, name);
            [random.number(), random.number(), random.number()]
        };
        assert_eq!(numbers(1, "user"), numbers(1, "user"));
        assert_ne!(numbers(1, "user"), numbers(2, "user"));
        assert_ne!(numbers(1, "user"), numbers(1, "session"));
        assert_eq!(Random::new(7, "x").uuid().len(), 36);
    }
}
