use authmorph::api::*;
fn main(){ let f=std::env::args().nth(1).unwrap(); let out=std::env::args().nth(2).unwrap(); let d=std::env::args().nth(3);
 let mut r=Request::default(); r.sources.push(Source{name:f.clone(),text:std::fs::read_to_string(&f).unwrap()}); r.dialect=d;
 let c=authmorph::convert(&r);
 println!("{:?} {:?} {} blocked {:?}",c.detection.layout,c.target,c.detection.confidence,c.blocked_by);
 for e in &c.detection.evidence{println!("  ev {} {}",e.supports,e.what);}
 for f in &c.findings{println!("{} [{}] {}",f.severity,f.code,f.what);}
 for f in &c.files{ let p=std::path::Path::new(&out).join(&f.path); std::fs::create_dir_all(p.parent().unwrap()).unwrap(); std::fs::write(p,&f.text).unwrap();} }
