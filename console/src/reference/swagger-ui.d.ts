declare module 'swagger-ui-dist/swagger-ui-es-bundle' {
  interface Options {
    url: string
    domNode: Element
    presets: unknown[]
    plugins: unknown[]
    deepLinking: boolean
    docExpansion: 'none' | 'list' | 'full'
    defaultModelsExpandDepth: number
    filter: boolean
    validatorUrl: null
    supportedSubmitMethods: string[]
  }
  const SwaggerUIBundle: ((options: Options) => unknown) & { presets: { apis: unknown } }
  export default SwaggerUIBundle
}
