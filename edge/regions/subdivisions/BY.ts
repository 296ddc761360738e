/** Regions of Belarus and its capital: code, name, other spellings. */
export const BY = `
BR Brest Region | Brestskaya voblasts | Brest Oblast
HM Minsk City | Horad Minsk | Gorod Minsk
HO Gomel Region | Homyel Voblasc | Homyelskaya voblasts | Homel | Gomel Oblast
HR Grodno Region | Grodnenskaya | Hrodzyenskaya voblasts | Hrodna | Grodno Oblast
MA Mogilev Region | Mogilev | Mahilyowskaya voblasts | Mahilyow
MI Minsk Region | Minsk | Minsk Oblast | Minskaya voblasts
VI Vitebsk Region | Vitebsk | Vitsyebskaya voblasts | Vitsyebsk
`
