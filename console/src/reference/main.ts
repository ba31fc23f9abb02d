import SwaggerUIBundle from 'swagger-ui-dist/swagger-ui-es-bundle'
import 'swagger-ui-dist/swagger-ui.css'
import { mendAccessibility } from './accessibility'
import { dark, light, variables } from '@/ui/tokens'
import './reference.css'

// A page to read. Trying things out takes a token, which has no place in a page that stays open.
const nothing = () => null
const readingOnly = () => ({
  components: {
    authorizeBtn: nothing,
    authorizeOperationBtn: nothing,
    ServersContainer: nothing,
    InfoUrl: nothing,
    JsonSchemaForm: nothing,
  },
})

// The library is drawn for a light page.
for (const [name, colour] of Object.entries({ ...variables(light), '--code-number': dark.danger })) {
  document.documentElement.style.setProperty(name, colour)
}

const reference = document.getElementById('reference')
if (reference) {
  mendAccessibility(reference)
  SwaggerUIBundle({
    url: '/public/v1/openapi.json',
    domNode: reference,
    presets: [SwaggerUIBundle.presets.apis],
    plugins: [readingOnly],
    deepLinking: true,
    docExpansion: 'none',
    defaultModelsExpandDepth: 0,
    filter: true,
    // Would ask another host what it thinks of the document.
    validatorUrl: null,
    supportedSubmitMethods: [],
  })
}
