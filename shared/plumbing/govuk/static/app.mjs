// Everything works without this file. It only makes what is there more comfortable.
import { initAll } from './govuk-frontend.min.js'
import { initAll as initAllMoj } from './moj-frontend.min.js'

document.body.classList.add('js-enabled', 'govuk-frontend-supported')
initAll()
initAllMoj()

for (const button of document.querySelectorAll('button[data-print]')) {
  button.hidden = false
  button.addEventListener('click', () => window.print())
}

const longLists = document.querySelectorAll('select[data-autocomplete]')
if (longLists.length > 0) {
  await import('./accessible-autocomplete.min.js')
  longLists.forEach(searchable)
}

if (document.querySelector('input[data-keep]')) {
  await import('./keep.mjs')
}

if (document.getElementById('session-ending')) {
  await import('./session.mjs')
}

function searchable (select) {
  const describedBy = select.getAttribute('aria-describedby')
  const label = document.querySelector(`label[for="${CSS.escape(select.id)}"]`)
  const chosen = select.selectedOptions[0]
  window.accessibleAutocomplete.enhanceSelectElement({
    selectElement: select,
    source: (query, show) => show(matching(select, query)),
    defaultValue: chosen && chosen.value ? chosen.textContent.trim() : '',
    preserveNullOptions: false,
    showAllValues: true,
    displayMenu: 'overlay', // a menu that moves the page would move the button away from under a click
    autoselect: false,
    confirmOnBlur: true,
    inputClasses: select.classList.contains('govuk-select--error') ? 'govuk-input--error' : null,
    menuAttributes: label ? { 'aria-label': label.textContent.trim() } : {}
  })
  const input = document.getElementById(select.id.replace(/-select$/, ''))
  if (describedBy && input) {
    const own = input.getAttribute('aria-describedby')
    input.setAttribute('aria-describedby', own ? `${describedBy} ${own}` : describedBy)
  }
  keepWhatIsTyped(select, input)
}

// Names that begin with what was typed come before those that only contain it.
function matching (select, query) {
  const typed = query.trim().toLowerCase()
  const names = [...select.options].filter((option) => option.value && !option.dataset.typed).map((option) => option.textContent.trim())
  const found = names.filter((name) => name.toLowerCase().includes(typed))
  const begins = (name) => name.toLowerCase().startsWith(typed)
  return [...found.filter(begins), ...found.filter((name) => !begins(name))]
}

// The widget leaves the last choice in place whatever is typed afterwards. A person means what they see: nothing when
// the box is empty, and otherwise their own words, which come back with a message if they are not on the list.
function keepWhatIsTyped (select, input) {
  const own = select.querySelector('option[data-typed]') || select.appendChild(new Option('', ''))
  own.dataset.typed = 'yes'
  input.addEventListener('input', () => {
    const typed = input.value.trim()
    own.value = own.textContent = typed
    const named = [...select.options].find((option) => option.textContent.trim().toLowerCase() === typed.toLowerCase())
    select.selectedIndex = typed === '' ? 0 : (named || own).index
  })
}
