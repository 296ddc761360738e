/** States, the federal district and the outlying areas of the United States: code, name, other spellings. */
export const US = `
AK Alaska
AL Alabama
AR Arkansas
AS American Samoa
AZ Arizona
CA California
CO Colorado
CT Connecticut
DC District of Columbia | Washington, D.C. | Washington DC
DE Delaware
FL Florida
GA Georgia
GU Guam
HI Hawaii
IA Iowa
ID Idaho
IL Illinois
IN Indiana
KS Kansas
KY Kentucky
LA Louisiana
MA Massachusetts
MD Maryland
ME Maine
MI Michigan
MN Minnesota
MO Missouri
MP Northern Mariana Islands
MS Mississippi
MT Montana
NC North Carolina
ND North Dakota
NE Nebraska
NH New Hampshire
NJ New Jersey
NM New Mexico
NV Nevada
NY New York | New York State
OH Ohio
OK Oklahoma
OR Oregon
PA Pennsylvania
PR Puerto Rico
RI Rhode Island
SC South Carolina
SD South Dakota
TN Tennessee
TX Texas
UM United States Minor Outlying Islands
UT Utah
VA Virginia
VI US Virgin Islands | United States Virgin Islands | U.S. Virgin Islands
VT Vermont
WA Washington | Washington State
WI Wisconsin
WV West Virginia
WY Wyoming
`
