/** As much of its types as is used. */
declare module 'content-disposition' {
  const contentDisposition: (name: string, options: { readonly type: 'attachment' }) => string
  export default contentDisposition
}
