/** How a path that ends in ".js" finds its source; only webpack's form of options can say it. */
export default { resolve: { extensionAlias: { '.js': ['.ts', '.js'] } } }
