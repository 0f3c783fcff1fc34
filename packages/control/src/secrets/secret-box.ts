import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { PenstockError } from '@penstock/common';

/** Secrets at rest: AES-256-GCM, bound to the row they belong to so that a ciphertext moved to another row does not open. */
export type SecretBox = {
  seal(text: string, rowId: string): Uint8Array<ArrayBuffer>;
  open(sealed: Uint8Array, rowId: string): string;
};

const formatVersion = 1;
const ivLength = 12;
const tagLength = 16;

/** `key` is 32 bytes as hex or base64; any other text is taken through SHA-256. */
export function createSecretBox(key: string): SecretBox {
  const secretKey = keyBytes(key);
  return {
    seal(text, rowId) {
      const iv = randomBytes(ivLength);
      const cipher = createCipheriv('aes-256-gcm', secretKey, iv).setAAD(Buffer.from(rowId));
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return new Uint8Array(Buffer.concat([Buffer.from([formatVersion]), iv, cipher.getAuthTag(), body]));
    },
    open(sealed, rowId) {
      try {
        const bytes = Buffer.from(sealed);
        if (bytes[0] !== formatVersion) throw new Error(`unknown format ${bytes[0]}`);
        const iv = bytes.subarray(1, 1 + ivLength);
        const tag = bytes.subarray(1 + ivLength, 1 + ivLength + tagLength);
        const decipher = createDecipheriv('aes-256-gcm', secretKey, iv).setAAD(Buffer.from(rowId));
        decipher.setAuthTag(tag);
        const body = bytes.subarray(1 + ivLength + tagLength);
        return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8');
      } catch (cause) {
        throw new PenstockError(
          'blocked',
          'A stored secret cannot be opened with this PENSTOCK_SECRET_KEY. Set the key it was saved with, or enter the secret again.',
          { cause },
        );
      }
    },
  };
}

function keyBytes(key: string): Buffer {
  if (/^[0-9a-f]{64}$/i.test(key)) return Buffer.from(key, 'hex');
  const decoded = Buffer.from(key, 'base64');
  if (decoded.length === 32 && decoded.toString('base64').replace(/=+$/, '') === key.replace(/=+$/, ''))
    return decoded;
  return createHash('sha256').update(key).digest();
}
