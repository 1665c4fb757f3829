import {
  createCipheriv,
  randomBytes,
  scrypt,
  timingSafeEqual,
} from "node:crypto";
import { argon2id, argon2Verify, bcryptVerify } from "hash-wasm";

/** A new hash in the form of SuperTokens, so that `down.sql` brings new passwords back too. */
export function hash(password: string): Promise<string> {
  return argon2id({
    password,
    salt: randomBytes(16),
    iterations: 1,
    memorySize: 87795,
    parallelism: 2,
    hashLength: 32,
    outputType: "encoded",
  });
}

/** Checks a hash of SuperTokens: bcrypt, argon2, or Firebase's scrypt that was imported there. */
export async function verify(given: {
  hash: string;
  password: string;
}): Promise<boolean> {
  const { hash, password } = given;
  if (password === "") {
    return false;
  }
  if (/^\$2[abxy]\$\d\d\$.{53}$/.test(hash)) {
    // SuperTokens takes all for `$2a`, and bcrypt reads 72 bytes.
    const bytes = Buffer.from(password, "utf8").subarray(0, 72);
    return bcryptVerify({ password: bytes, hash: "$2a" + hash.slice(3) });
  }
  if (hash.startsWith("$argon2")) {
    return argon2Verify({ password, hash });
  }
  return hash.startsWith("$f_scrypt$") && verifyFirebase(hash, password);
}

/** `$f_scrypt$hash$salt$m=14$r=8$s=separator`. */
async function verifyFirebase(
  hash: string,
  password: string,
): Promise<boolean> {
  // `firebase_password_hashing_signer_key` of the core's configuration.
  const signer = process.env.FIREBASE_PASSWORD_HASHING_SIGNER_KEY;
  if (signer === undefined) {
    throw new Error("FIREBASE_PASSWORD_HASHING_SIGNER_KEY is not set.");
  }
  const [, , expected = "", salt = "", ...rest] = hash.split("$");
  const parameter = (name: string) =>
    rest.find((part) => part.startsWith(`${name}=`))?.slice(2) ?? "";
  const salted = Buffer.concat([
    Buffer.from(salt, "base64"),
    Buffer.from(parameter("s"), "base64"),
  ]);
  const cost = 2 ** Number(parameter("m"));
  const blocks = Number(parameter("r"));
  const options = { N: cost, r: blocks, p: 1, maxmem: 256 * cost * blocks };
  const key = await new Promise<Buffer>((resolve, reject) => {
    scrypt(password, salted, 32, options, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
  const cipher = createCipheriv("aes-256-ctr", key, Buffer.alloc(16));
  const actual = Buffer.concat([
    cipher.update(Buffer.from(signer, "base64")),
    cipher.final(),
  ]);
  const wanted = Buffer.from(expected, "base64");
  return actual.length === wanted.length && timingSafeEqual(actual, wanted);
}
