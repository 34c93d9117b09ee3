import { Button, Modal, Select, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { useState } from 'react';
import { productCreate, productsList } from '#contract/catalog';
import type { CustomValues } from '#contract/primitives';
import { PRODUCT_VAT_RATES } from '#contract/vat';
import type { ProductVatRate } from '#contract/vat';
import { call } from '../../api/client.ts';
import { keyOf, queryClient } from '../../api/query.ts';
import { customBody, CustomMore, customNames } from '../../custom/custom-more.tsx';
import { FormError } from '../../form/form-error.tsx';
import { MoneyInput } from '../../form/money-input.tsx';
import { fieldError } from '../../form/problem-fields.ts';
import { useOpenMade } from '../../form/use-open-made.ts';
import { paths } from '../../paths.ts';
import { ru } from '../../texts/ru.ts';
import { ruDeal } from '../../texts/ru-deal.ts';
import { ruProducts } from '../../texts/ru-products.ts';
import { useGroups } from './group-tree.tsx';
import form from '../../form/form.module.css';

const { form: texts } = ruProducts;
const RATES = PRODUCT_VAT_RATES.map((rate) => ({ value: rate, label: ruDeal.vatRate(rate) }));

/** A product of our own, beside those of 1C. */
export function ProductForm({ groupId, onClose }: {
  groupId: number | undefined; onClose: () => void;
}) {
  const open = useOpenMade();
  const { data: groups } = useGroups();
  const [draft, setDraft] = useState({ name: '', article: '', unit: texts.piece });
  const [group, setGroup] = useState(groupId ? String(groupId) : null);
  const [vatRate, setVatRate] = useState<ProductVatRate>('22');
  const [priceKopecks, setPrice] = useState<number | null>(null);
  const [custom, setCustom] = useState<CustomValues>({});
  const create = useMutation({
    mutationFn: () => call(productCreate, {
      body: { ...draft, vatRate, priceKopecks, groupId: group ? Number(group) : null,
        ...customBody(custom) },
    }),
    onSuccess: ({ id }) => {
      void queryClient.invalidateQueries({ queryKey: keyOf(productsList) });
      void open(paths.product(id));
    },
  });
  const field = (name: 'name' | 'article' | 'unit') => ({
    label: texts[name],
    value: draft[name],
    error: fieldError(create.error, name),
    onChange: (event: { currentTarget: { value: string } }) => {
      const { value } = event.currentTarget;
      setDraft((now) => ({ ...now, [name]: value }));
    },
  });

  function onSubmit(event: FormEvent) {
    event.preventDefault();
    if (draft.name.trim()) create.mutate();
  }

  return (
    <Modal opened onClose={onClose} title={texts.title}>
      <form className={form.form} onSubmit={onSubmit}>
        <TextInput data-autofocus maxLength={1000} {...field('name')} />
        <TextInput maxLength={100} {...field('article')} />
        <TextInput maxLength={30} {...field('unit')} />
        <Select
          label={texts.group}
          clearable
          searchable
          data={(groups ?? []).map(({ id, name }) => ({ value: String(id), label: name }))}
          value={group}
          onChange={setGroup}
        />
        <Select
          label={texts.vat}
          allowDeselect={false}
          data={RATES}
          value={vatRate}
          onChange={(value) => setVatRate((value ?? '22') as ProductVatRate)}
        />
        <MoneyInput label={texts.price} value={priceKopecks} onChange={setPrice} />
        <CustomMore entity="product" values={custom} onChange={setCustom} error={create.error} />
        <FormError error={create.error}
          shown={['name', 'article', 'unit', ...customNames(custom)]} />
        <div className={form.buttons}>
          <Button variant="default" onClick={onClose}>{ru.common.cancel}</Button>
          <Button type="submit" disabled={!draft.name.trim()} loading={create.isPending}>
            {texts.submit}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
