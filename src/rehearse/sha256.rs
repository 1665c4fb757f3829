//! SHA-256, so that what the database makes of a session's id is held against something else than the database.

const FIRST: [u32; 8] =
    [0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19];

/// The fractional digits of the cube roots of the first 64 primes, which is what FIPS 180-4 takes.
fn constants() -> [u32; 64] {
    let mut constants = [0; 64];
    let mut prime = 2_u32;
    for constant in &mut constants {
        while (2..prime).any(|divisor| prime.is_multiple_of(divisor)) {
            prime += 1;
        }
        *constant = cube_root_fraction(prime);
        prime += 1;
    }
    constants
}

/// The first 32 bits behind the point of a cube root: the largest number whose cube does not exceed `prime << 96`.
fn cube_root_fraction(prime: u32) -> u32 {
    let wanted = u128::from(prime) << 96;
    let mut root = 0_u128;
    for bit in (0..36).rev() {
        let next = root | 1 << bit;
        if next * next * next <= wanted {
            root = next;
        }
    }
    u32::try_from(root & 0xffff_ffff).unwrap_or(0)
}

/// The hash as 64 hexadecimal digits.
pub fn sha256(text: &str) -> String {
    let mut bytes = text.as_bytes().to_vec();
    let bits = u64::try_from(bytes.len()).unwrap_or(0) * 8;
    bytes.push(0x80);
    while bytes.len() % 64 != 56 {
        bytes.push(0);
    }
    bytes.extend(bits.to_be_bytes());
    let constants = constants();
    let mut state = FIRST;
    for block in bytes.chunks(64) {
        round(&mut state, block, &constants);
    }
    state.iter().map(|word| format!("{word:08x}")).collect()
}

fn round(state: &mut [u32; 8], block: &[u8], constants: &[u32; 64]) {
    let mut words: Vec<u32> = block
        .chunks(4)
        .map(|bytes| bytes.iter().fold(0, |word, byte| word << 8 | u32::from(*byte)))
        .collect();
    for at in 16..64 {
        let (far, near) = (words[at - 15], words[at - 2]);
        let first = far.rotate_right(7) ^ far.rotate_right(18) ^ far >> 3;
        let second = near.rotate_right(17) ^ near.rotate_right(19) ^ near >> 10;
        words.push(words[at - 16].wrapping_add(first).wrapping_add(words[at - 7]).wrapping_add(second));
    }
    let [mut a, mut b, mut c, mut d, mut e, mut f, mut g, mut h] = *state;
    for (word, constant) in words.iter().zip(constants) {
        let sum = e.rotate_right(6) ^ e.rotate_right(11) ^ e.rotate_right(25);
        let choice = e & f ^ !e & g;
        let first = h.wrapping_add(sum).wrapping_add(choice).wrapping_add(*constant).wrapping_add(*word);
        let sum = a.rotate_right(2) ^ a.rotate_right(13) ^ a.rotate_right(22);
        let second = sum.wrapping_add(a & b ^ a & c ^ b & c);
        (h, g, f, e) = (g, f, e, d.wrapping_add(first));
        (d, c, b, a) = (c, b, a, first.wrapping_add(second));
    }
    for (word, next) in state.iter_mut().zip([a, b, c, d, e, f, g, h]) {
        *word = word.wrapping_add(next);
    }
}

#[cfg(test)]
mod tests {
    use super::sha256;
    use sha2::{Digest, Sha256};

    #[test]
    fn it_is_the_hash_that_everybody_has() {
        for text in ["", "abc", "a session's id of forty characters or so", &"x".repeat(200)] {
            assert_eq!(sha256(text), format!("{:x}", Sha256::digest(text)));
        }
    }
}
