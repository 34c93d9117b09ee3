// HMAC of one request: who sent it, that nobody changed it, and that it is of now. The nonce is
// remembered by the receiver; here everything is pure.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { sha256 } from './canonical.ts';
import { CLOCK_SKEW_MAX_MS, NONCE_MAX } from './limits.ts';

export const SIGNATURE_HEADERS = {
  key: 'x-verstak-key',
  timestamp: 'x-verstak-timestamp',
  nonce: 'x-verstak-nonce',
  signature: 'x-verstak-signature',
} as const;

/** What the four headers claim. */
export type SignatureClaim = {
  keyId: string;
  /** Unix seconds as sent: the text itself is signed. */
  timestamp: string;
  nonce: string;
  /** 64 lower-case hex digits. */
  signature: string;
};

export type SignedRequest = {
  method: string;
  /** Path with the query string, exactly as on the request line. */
  path: string;
  /** Raw bytes as sent, before gunzip; empty for GET. */
  body: string | Uint8Array;
};

export type SignatureRefusal = {
  code: 'signature.invalid' | 'signature.expired';
  /** Russian, for the log of the exchange. */
  text: string;
};

type Headers = { readonly [name: string]: string | string[] | undefined };

/** The claim of a request, or why it cannot be one. Header names are in lower case. */
export function readSignatureClaim(headers: Headers): SignatureClaim | SignatureRefusal {
  const keyId = single(headers[SIGNATURE_HEADERS.key]);
  const timestamp = single(headers[SIGNATURE_HEADERS.timestamp]);
  const nonce = single(headers[SIGNATURE_HEADERS.nonce]);
  const signature = single(headers[SIGNATURE_HEADERS.signature]).toLowerCase();
  if (!/^[\x21-\x7e]{1,100}$/.test(keyId)) return invalid('Нет заголовка X-Verstak-Key');
  if (!/^\d{1,12}$/.test(timestamp)) {
    return invalid('X-Verstak-Timestamp: нужны секунды Unix, только цифры');
  }
  if (nonce.length > NONCE_MAX || !/^[\x21-\x7e]+$/.test(nonce)) {
    return invalid(`X-Verstak-Nonce: нужно от 1 до ${NONCE_MAX} латинских знаков без пробелов`);
  }
  if (!/^[0-9a-f]{64}$/.test(signature)) {
    return invalid('X-Verstak-Signature: нужны 64 шестнадцатеричные цифры');
  }
  return { keyId, timestamp, nonce, signature };
}

/** Hex HMAC-SHA256 of a request under a secret, whose UTF-8 bytes are the key. */
export function signRequest(
  request: SignedRequest,
  secret: string,
  timestamp: string,
  nonce: string,
): string {
  const bodyHash = sha256(request.body);
  const text = `${request.method}\n${request.path}\n${timestamp}\n${nonce}\n${bodyHash}`;
  return createHmac('sha256', secret).update(text).digest('hex');
}

/**
 * Null when the claim holds. The signature is compared first and in constant time, so that
 * `signature.expired` tells of a wrong clock to nobody but the holder of the secret.
 */
export function checkSignature(
  claim: SignatureClaim,
  request: SignedRequest,
  secret: string,
  nowMs: number,
): SignatureRefusal | null {
  const expected = signRequest(request, secret, claim.timestamp, claim.nonce);
  const same = timingSafeEqual(Buffer.from(expected, 'hex'), Buffer.from(claim.signature, 'hex'));
  if (!same) return invalid('Подпись не сошлась: проверьте секрет, путь и тело запроса');
  const skewMs = nowMs - Number(claim.timestamp) * 1000;
  if (Math.abs(skewMs) <= CLOCK_SKEW_MAX_MS) return null;
  const side = skewMs > 0 ? 'отстают' : 'спешат';
  const seconds = Math.round(Math.abs(skewMs) / 1000);
  return {
    code: 'signature.expired',
    text: `Часы 1С ${side} на ${seconds} с, допустимо ${CLOCK_SKEW_MAX_MS / 1000} с`,
  };
}

export function isRefusal(value: SignatureClaim | SignatureRefusal): value is SignatureRefusal {
  return 'code' in value;
}

function single(value: string | string[] | undefined): string {
  return typeof value === 'string' ? value : '';
}

function invalid(text: string): SignatureRefusal {
  return { code: 'signature.invalid', text };
}
