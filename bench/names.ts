/*
 * Words that people and companies are named by. Every surname is one of 200,
 * so that a search for one finds half a percent of an organization.
 */

const STEMS = [
  ...['Alder', 'Birk', 'Crom', 'Dun', 'Elm', 'Fern', 'Glen', 'Hather', 'Iver', 'Jarls'],
  ...['Kings', 'Lang', 'Mill', 'Norr', 'Oak', 'Pem', 'Quen', 'Rowan', 'Stan', 'Thorn'],
  ...['Under', 'Vell', 'Wex', 'Yar', 'Zel', 'Brook', 'Cald', 'Dray', 'Ember', 'Fair'],
  ...['Grim', 'Holl', 'Ing', 'Kes', 'Lind', 'Mar', 'Nether', 'Orm', 'Peverel', 'Ros'],
]

export const SURNAMES = STEMS.flatMap((stem) =>
  ['ford', 'wood', 'field', 'by', 'sett'].map((ending) => `${stem}${ending}`)
)

/** Found in half a percent of the customers. */
export const SEARCHED = 'thornfield'

export const FIRST_NAMES = [
  ...['Ada', 'Ben', 'Clara', 'David', 'Elena', 'Felix', 'Grace', 'Hugo', 'Ines', 'Jonas'],
  ...['Karin', 'Leo', 'Maria', 'Nils', 'Olga', 'Paul', 'Rita', 'Simon', 'Tara', 'Ulrich'],
  ...['Vera', 'Walter', 'Xenia', 'Yusuf', 'Zoe', 'Amir', 'Bianca', 'Carlos', 'Dina', 'Emil'],
]

export const TRADES = [
  ...['Logistics', 'Foods', 'Textiles', 'Software', 'Instruments', 'Energy', 'Furniture'],
  ...['Pharma', 'Packaging', 'Insurance', 'Robotics', 'Travel', 'Media', 'Steel', 'Optics'],
]

export const LEGAL_FORMS = ['Ltd', 'GmbH', 'Inc', 'SA', 'LLC', 'AB']

export const INDUSTRIES = [
  ...['technology', 'finance', 'healthcare', 'retail', 'manufacturing', 'education'],
  ...['media', 'energy', 'transport', 'agriculture', 'construction', 'tourism'],
]

export const CITIES = ['Lisbon', 'Hamburg', 'Leeds', 'Lyon', 'Porto', 'Graz', 'Bergen', 'Turku']

export const COUNTRIES = ['Portugal', 'Germany', 'England', 'France', 'Austria', 'Norway']
