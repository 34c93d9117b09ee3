// The list of addresses that an account may come from: single ones and networks, IPv4 and IPv6.
import { BlockList, isIP } from 'node:net';

const NETWORK = /^([\da-f:.]+)(?:\/(\d{1,3}))?$/i;

/** Russian, why the text is no address; null when it is one. */
export function addressFault(text: string): string | null {
  const [, address = '', bits] = NETWORK.exec(text.trim()) ?? [];
  const family = isIP(address);
  if (family === 0) return `«${text}» — нужен адрес вида 10.0.0.5 или сеть вида 10.0.0.0/24`;
  const most = family === 4 ? 32 : 128;
  return bits === undefined || Number(bits) <= most ? null : `«${text}» — длина сети до ${most}`;
}

/** Whether `address` is on the list; an empty list lets everybody in. */
export function isAllowed(list: readonly string[], address: string): boolean {
  if (list.length === 0) return true;
  const allowed = new BlockList();
  for (const text of list) {
    const [, one = '', bits] = NETWORK.exec(text.trim()) ?? [];
    const family = isIP(one) === 6 ? 'ipv6' : 'ipv4';
    if (bits === undefined) allowed.addAddress(one, family);
    else allowed.addSubnet(one, Number(bits), family);
  }
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
  const family = isIP(plain);
  return family !== 0 && allowed.check(plain, family === 6 ? 'ipv6' : 'ipv4');
}
