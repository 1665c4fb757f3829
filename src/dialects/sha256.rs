//! SHA-256 in SQL: SQLite has no such function, and session ids cannot be hashed one by one without stopping the road.
//!
//! A recursive query goes through the 64 rounds of FIPS 180-4, section 6.2, for one block: texts of at most 55 ASCII
//! characters, and Lucia's session ids have 40. It takes about a millisecond for each text.

use std::fmt::Write;

/// The longest text that fits one block with its end mark and its length.
pub const LONGEST: usize = 55;

/// FIPS 180-4, section 5.3.3: what the state begins with.
const START: [u32; 8] =
    [0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19];

/// FIPS 180-4, section 4.2.2: a number for each round.
#[rustfmt::skip]
const ROUNDS: [u32; 64] = [
    0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4, 0xab1c_5ed5,
    0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe, 0x9bdc_06a7, 0xc19b_f174,
    0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f, 0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da,
    0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7, 0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967,
    0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc, 0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85,
    0xa2bf_e8a1, 0xa81a_664b, 0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070,
    0x19a4_c116, 0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
    0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7, 0xc671_78f2,
];

/// All bits of a word.
const WORD: &str = "4294967295";

/// The hash as a scalar subquery; NULL for a text that does not fit.
pub fn sha256(text: &str) -> String {
    let byte = |number: usize| {
        format!(
            "(CASE WHEN 4 * n + {number} < length({text}) THEN unicode(substr({text}, 4 * n + {}, 1)) \
             WHEN 4 * n + {number} = length({text}) THEN 128 ELSE 0 END << {})",
            number + 1,
            24 - 8 * number
        )
    };
    let bytes: Vec<String> = (0..4).map(byte).collect();
    // Words are kept as ten decimal digits each, so that sixteen of them are one column.
    let mut rounds = String::new();
    for number in ROUNDS {
        let _ = write!(rounds, "{number:010}");
    }
    let first = "abcdefgh".chars().zip(START);
    let state: Vec<String> = first.clone().map(|(_, number)| number.to_string()).collect();
    let digits: Vec<String> = first.map(|(name, number)| format!("({name} + {number}) & {WORD}")).collect();
    let mixed = mixed(&rounds);
    let longest = LONGEST;
    format!(
        "(\n    WITH RECURSIVE\n        \
         message(n, w) AS (\n            SELECT 0, ''\n            UNION ALL\n            \
         SELECT n + 1, w || printf('%010d', {bytes})\n            FROM message\n            WHERE n < 14\n        ),\n        \
         round(i, w, a, b, c, d, e, f, g, h) AS (\n            \
         SELECT 0, w || printf('%020d', 8 * length({text})), {state}\n            FROM message\n            WHERE n = 14\n            \
         UNION ALL\n            SELECT\n                i + 1,\n                {word},\n                \
         (({mixed}) + ({turned})) & {WORD},\n                a,\n                b,\n                c,\n                \
         (d + ({mixed})) & {WORD},\n                e,\n                f,\n                g\n            \
         FROM round\n            WHERE i < 64\n        )\n    \
         SELECT printf('%08x%08x%08x%08x%08x%08x%08x%08x', {digits})\n    FROM round\n    \
         WHERE i = 64 AND length({text}) <= {longest} AND {text} NOT GLOB '*[^ -~]*'\n)",
        bytes = bytes.join(" + "),
        state = state.join(", "),
        word = next_word(),
        turned = turned(),
        digits = digits.join(", "),
    )
}

/// 64 lower-case hexadecimal digits.
pub fn is_sha256(text: &str) -> String {
    format!("(length({text}) = 64 AND {text} NOT GLOB '*[^0-9a-f]*')")
}

/// A word of the sixteen that the round looks at.
fn word(number: usize) -> String {
    format!("substr(w, {}, 10)", 10 * number + 1)
}

/// Turned to the right: the word stands twice in a row, so that a shift is enough.
fn rotated(word: &str, by: u32) -> String {
    format!("((({word} | ({word} << 32)) >> {by}) & {WORD})")
}

/// The exclusive or of three words, which SQLite has no operator for.
fn parity(x: &str, y: &str, z: &str) -> String {
    format!("{x} + {y} + {z} - 2 * (({x} & {y}) + ({x} & {z}) + ({y} & {z})) + 4 * ({x} & {y} & {z})")
}

/// The first sum of a round.
fn mixed(rounds: &str) -> String {
    let sum = parity(&rotated("e", 6), &rotated("e", 11), &rotated("e", 25));
    format!("h + {sum} + ((e & f) | (~e & g)) + substr('{rounds}', 10 * i + 1, 10) + {}", word(0))
}

/// The second sum of a round.
fn turned() -> String {
    let sum = parity(&rotated("a", 2), &rotated("a", 13), &rotated("a", 22));
    format!("{sum} + ((a & b) | (a & c) | (b & c))")
}

/// The sixteen words of the next round.
fn next_word() -> String {
    let (one, fourteen) = (word(1), word(14));
    let near = parity(&rotated(&one, 7), &rotated(&one, 18), &format!("({one} >> 3)"));
    let far = parity(&rotated(&fourteen, 17), &rotated(&fourteen, 19), &format!("({fourteen} >> 10)"));
    format!("substr(w, 11) || printf('%010d', ({} + {near} + {} + {far}) & {WORD})", word(0), word(9))
}
