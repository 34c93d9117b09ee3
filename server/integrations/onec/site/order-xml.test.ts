// A deal as an order of CommerceML: the version that both know, and a text that 1C can read back.
import assert from 'node:assert/strict';
import test from 'node:test';
import { readCommerceml } from '../commerceml/read-commerceml.ts';
import { encodeText } from '../commerceml/encode-text.ts';
import { agreedVersion, ordersXml, orderXml, type GivenOrder } from './order-xml.ts';

test('the newest version that both know; who says nothing gets what every 1C reads', () => {
  const pairs: [string | null, string][] = [
    [null, '2.08'], ['2.01', '2.04'], ['2.04', '2.04'], ['2.08', '2.08'], ['2.09', '2.09'],
    ['2.10', '2.10'], ['2.99', '2.10'], ['3.0', '3.1'], ['3.1', '3.1'], ['3.2', '3.1'],
    [' 2.07 ', '2.07'], ['что-то', '2.04'],
  ];
  for (const [asked, agreed] of pairs) assert.equal(agreedVersion(asked), agreed, asked ?? 'null');
});

const ORDER: GivenOrder = {
  uid: '00000000-0000-4000-8000-000000000001', number: 'С-101', createdAt: '2026-03-10T23:59:59',
  currency: 'RUB', totalKopecks: 366_122, comment: 'до «обеда» & <сразу>\u0007', address: null,
  status: 'Заявка', cancelled: true, manager: 'Ёлкин', company: {
    uid: '00000000-0000-4000-8000-000000000002', name: 'ООО «Ромашка» ☢', fullName: null,
    inn: '7707083893', kpp: null, kind: 'legal', address: 'Пермь', phones: ['+7 900'], emails: [],
  },
  lines: [{
    uid: '00000000-0000-4000-8000-000000000003', article: 'Н-1', name: 'Насос', unit: 'шт',
    quantity: '2', price: '1500.5', sumKopecks: 300_100, discountPercent: '5', vatRate: '22',
    vatKopecks: 66_022, vatIncluded: false,
  }, {
    uid: '00000000-0000-4000-8000-000000000004', article: null, name: 'Книга', unit: null,
    quantity: '1', price: '0.1', sumKopecks: 10, discountPercent: '0', vatRate: 'none',
    vatKopecks: 0, vatIncluded: true,
  }],
};

test('what is given is read back the same, in every version and encoding', async () => {
  for (const version of ['2.04', '2.10', '3.1']) {
    for (const encoding of ['windows-1251', 'utf-8'] as const) {
      const text = ordersXml([orderXml(ORDER, version)], version, encoding, '2026-03-11T10:00:00');
      const found = [];
      for await (const record of readCommerceml([encodeText(text, encoding)], 'orders.xml')) {
        assert.notEqual(record.kind, 'quarantine', JSON.stringify(record));
        if (record.kind === 'document') found.push(record);
      }
      const [order] = found;
      assert.deepEqual([found.length, order!.id, order!.number, order!.date, order!.currency],
        [1, ORDER.uid, 'С-101', '2026-03-10T23:59:59', 'RUB'], `${version} ${encoding}`);
      assert.deepEqual([order!.totalKopecks, order!.declaredKopecks, order!.cancelled],
        [366_132, 366_122, true], 'lines and the tax above them');
      assert.deepEqual([order!.comment, order!.counterparties[0]!.name, order!.status],
        ['до «обеда» & <сразу>', 'ООО «Ромашка» ☢', 'Заявка']);
      assert.deepEqual(order!.lines.map((line) => [line.name, line.quantity, line.vatRate,
        line.discountPercent, line.taxes.map((tax) => [tax.included, tax.sumKopecks])]),
      [['Насос', '2', '22', '5', [[false, 66_022]]], ['Книга', '1', null, null, []]]);
    }
  }
});
