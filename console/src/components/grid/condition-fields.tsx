import { Checkbox, NativeSelect, TextInput } from '@mantine/core'
import { t } from '@/texts/grid'
import { valueLengthMax, type Condition } from './filter'
import { hintOf, operatorLabel } from './hints'
import styles from './panel.module.css'
import { needsValue, operatorsFor, takesSeveral, type Operator, type Property } from './property'
import { writeCondition } from './rql'

interface ConditionFieldsProps {
  condition: Condition
  properties: Property[]
  onCondition: (condition: Condition) => void
}

/** Property, operator and value of one condition. */
export function ConditionFields({ condition, properties, onCondition }: ConditionFieldsProps) {
  const property = properties.find(({ id }) => id === condition.property)
  if (!property) return null
  const operators = operatorsFor(property)
  const { problem } = writeCondition(property, condition)

  const choose = (id: string) => {
    const next = properties.find((known) => known.id === id)
    if (!next) return
    const kept = operatorsFor(next).includes(condition.operator) && next.type === property.type
    onCondition({
      property: id,
      operator: kept ? condition.operator : (operatorsFor(next)[0] ?? 'eq'),
      values: kept && next.type !== 'choice' ? condition.values : [],
    })
  }
  const setOperator = (operator: Operator) =>
    onCondition({
      ...condition,
      operator,
      values: takesSeveral(operator) ? condition.values.filter(Boolean) : condition.values.slice(0, 1),
    })
  return (
    <>
      <NativeSelect
        className={styles.field}
        size="xs"
        aria-label={t('property')}
        value={property.id}
        data={properties.map(({ id, label }) => ({ value: id, label }))}
        onChange={(event) => choose(event.currentTarget.value)}
      />
      <NativeSelect
        className={styles.field}
        size="xs"
        aria-label={t('condition')}
        value={condition.operator}
        data={operators.map((operator) => ({ value: operator, label: operatorLabel(operator) }))}
        onChange={(event) => {
          const chosen = operators.find((operator) => operator === event.currentTarget.value)
          if (chosen) setOperator(chosen)
        }}
      />
      {needsValue(condition.operator) && (
        <ValueField
          property={property}
          condition={condition}
          hint={problem && hintOf(problem)}
          onValues={(values) => onCondition({ ...condition, values })}
        />
      )}
    </>
  )
}

interface ValueFieldProps {
  property: Property
  condition: Condition
  /** Why the value cannot be searched for. */
  hint: string | undefined
  onValues: (values: string[]) => void
}

function ValueField({ property, condition, hint, onValues }: ValueFieldProps) {
  const { choices, type } = property
  if (choices && takesSeveral(condition.operator)) {
    return (
      <Checkbox.Group
        className={styles.value}
        aria-label={t('value')}
        value={condition.values}
        onChange={onValues}
      >
        <div className={styles.choices}>
          {choices.map(({ value, label }) => (
            <Checkbox key={value} size="xs" value={value} label={label} />
          ))}
        </div>
      </Checkbox.Group>
    )
  }
  const shared = {
    className: styles.value,
    size: 'xs',
    'aria-label': t('value'),
    value: condition.values[0] ?? '',
  } as const
  if (choices) {
    return (
      <NativeSelect
        {...shared}
        data={[{ value: '', label: '—' }, ...choices]}
        onChange={(event) => onValues([event.currentTarget.value])}
      />
    )
  }
  return (
    <TextInput
      {...shared}
      type={type === 'date' ? 'date' : 'text'}
      inputMode={type === 'number' ? 'decimal' : undefined}
      maxLength={valueLengthMax}
      error={hint}
      onChange={(event) => onValues([event.currentTarget.value])}
    />
  )
}
