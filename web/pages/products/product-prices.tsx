import { Button, Checkbox, Select, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { useState } from 'react';
import type { ProductCard } from '#contract/catalog';
import { priceTypeCreate, priceTypesList, productPriceSet } from '#contract/prices';
import type { ProductPrice } from '#contract/prices';
import { call } from '../../api/client.ts';
import { keyOf, queryClient, routeQuery } from '../../api/query.ts';
import { allows, useSession } from '../../api/session.ts';
import { FormError } from '../../form/form-error.tsx';
import { fieldError } from '../../form/problem-fields.ts';
import { ruProducts } from '../../texts/ru-products.ts';
import { announce } from '../../ui/announce.ts';
import { formatAgo, formatDay } from '../../ui/format.ts';
import { IconPackage } from '../../ui/icons.ts';
import { Lock } from '../../ui/lock.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { Tag } from '../../ui/tag.tsx';
import { MoneyTable } from '../deal/money-table.tsx';
import type { MoneyColumn } from '../deal/money-table.tsx';
import { priceText, quantityText, readDecimal } from '../offer/line-text.ts';
import { today } from '../offer/today.ts';
import { ProductVariants } from './product-variants.tsx';
import { refreshProduct } from './use-product.ts';
import css from './products.module.css';

const { prices: texts } = ruProducts;
const PRICE_DIGITS = 4;

const COLUMNS: MoneyColumn<ProductPrice>[] = [
  {
    id: 'type', header: texts.type,
    cell: ({ priceType, fromOnec, isCurrent }) => (
      <>
        {priceType.name} {fromOnec ? <Lock /> : null}{' '}
        {priceType.isMain ? <Tag>{texts.main}</Tag> : null}{' '}
        {priceType.isCost ? <Tag>{texts.cost}</Tag> : null}{' '}
        {isCurrent ? <Tag meaning="ok">{texts.current}</Tag> : null}
      </>
    ),
  },
  { id: 'on', header: texts.startsOn, cell: ({ startsOn }) => formatDay(startsOn) },
  {
    id: 'price', header: texts.price, number: true, strong: true,
    cell: ({ price, currency }) => `${priceText(price)} ${currency === 'RUB' ? '₽' : currency}`,
  },
];

/** A price from a day on; types that 1C keeps are not offered. */
function SetPrice({ product }: { product: ProductCard }) {
  const { data: types } = useQuery(routeQuery(priceTypesList, {}));
  const own = (types ?? []).filter((type) => !type.fromOnec);
  const [typeId, setTypeId] = useState<string | null>(null);
  const [startsOn, setStartsOn] = useState(today());
  const [text, setText] = useState('');
  const chosen = typeId ?? (own[0] ? String(own[0].id) : null);
  const price = readDecimal(text, PRICE_DIGITS);
  const set = useMutation({
    mutationFn: () => call(productPriceSet, {
      params: { id: product.id },
      body: { priceTypeId: Number(chosen), startsOn, price: price ?? '' },
    }),
    onSuccess: () => {
      setText('');
      announce(texts.saved);
      refreshProduct(product.id);
    },
  });

  function onSubmit(event: FormEvent) {
    event.preventDefault();
    if (chosen && price !== null) set.mutate();
  }

  if (types && own.length === 0) return null;
  return (
    <form className={css.priceForm} onSubmit={onSubmit}>
      <Select
        label={texts.type}
        allowDeselect={false}
        data={own.map(({ id, name }) => ({ value: String(id), label: name }))}
        value={chosen}
        onChange={setTypeId}
      />
      <TextInput
        type="date"
        label={texts.startsOn}
        value={startsOn}
        onChange={(event) => setStartsOn(event.currentTarget.value)}
      />
      <TextInput
        label={texts.price}
        inputMode="decimal"
        value={text}
        error={fieldError(set.error, 'price')}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Button
        type="submit"
        variant="default"
        disabled={!chosen || price === null || !startsOn}
        loading={set.isPending}
      >
        {texts.set}
      </Button>
      <FormError error={set.error} shown={['price']} />
    </form>
  );
}

function AddType() {
  const [name, setName] = useState('');
  const [isCost, setCost] = useState(false);
  const [isMain, setMain] = useState(false);
  const create = useMutation({
    mutationFn: () => call(priceTypeCreate, { body: { name: name.trim(), isCost, isMain } }),
    onSuccess: () => {
      setName('');
      void queryClient.invalidateQueries({ queryKey: keyOf(priceTypesList) });
    },
  });

  function onSubmit(event: FormEvent) {
    event.preventDefault();
    if (name.trim()) create.mutate();
  }

  return (
    <form className={css.priceForm} onSubmit={onSubmit}>
      <TextInput
        label={texts.addType}
        placeholder={texts.typeName}
        maxLength={200}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Checkbox
        label={texts.isMain}
        checked={isMain}
        disabled={isCost}
        onChange={(event) => setMain(event.currentTarget.checked)}
      />
      <Checkbox
        label={texts.isCost}
        checked={isCost}
        disabled={isMain}
        onChange={(event) => setCost(event.currentTarget.checked)}
      />
      <Button type="submit" variant="default" disabled={!name.trim()} loading={create.isPending}>
        {texts.create}
      </Button>
      <FormError error={create.error} shown={[]} />
    </form>
  );
}

function Rests({ product }: { product: ProductCard }) {
  if (product.rests.length === 0) return null;
  return (
    <section className={css.part} aria-label={texts.rests}>
      <h2 className={css.heading}>{texts.rests} <Lock /></h2>
      <ul className={css.ownerList}>
        {product.rests.map(({ warehouse, quantity, updatedAt }) => (
          <li key={warehouse}>
            {warehouse || texts.anyWarehouse}
            <span>
              {quantityText(quantity)} {product.unit}{' '}
              <span className={css.quiet}>{formatAgo(updatedAt)}</span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What the product costs, by types and days, and what is in stock. */
export function ProductPrices({ product }: { product: ProductCard }) {
  const session = useSession();
  return (
    <>
      {product.prices.length === 0 ? (
        <EmptyState
          icon={<IconPackage size={20} stroke={1.5} />}
          title={texts.none}
          hint={texts.noneHint}
        />
      ) : (
        <MoneyTable
          label={texts.table}
          rows={product.prices}
          columns={COLUMNS}
          keyOf={(row) => `${row.priceType.id} ${row.startsOn}`}
        />
      )}
      {product.may.edit ? <SetPrice product={product} /> : null}
      {allows(session, 'setting', 'edit') ? <AddType /> : null}
      <Rests product={product} />
      <ProductVariants product={product} />
    </>
  );
}
