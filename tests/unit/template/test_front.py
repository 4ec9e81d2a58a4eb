"""One host for the site and the query interface: what each path is answered with, and by whom."""

import json
import re
from datetime import UTC, datetime
from typing import Any

from tests.unit.template.stack import nested, nested_resources, of_type, source, texts, translated

from chengxin.publication.bulk.index import DELTA_DAYS, delta_path

SITE = "infra/front/site.yaml"
(DISTRIBUTION,) = nested(SITE, "AWS::CloudFront::Distribution")
CONFIG: dict[str, Any] = DISTRIBUTION["DistributionConfig"]
BEHAVIOURS: dict[str, dict[str, Any]] = {one["PathPattern"]: one for one in CONFIG["CacheBehaviors"]}
ORIGINS = {one["Id"]: one for one in CONFIG["Origins"]}


def headers(behaviour: dict[str, Any]) -> dict[str, Any]:
    policy = nested_resources(SITE)[behaviour["ResponseHeadersPolicyId"]["Ref"]]["Properties"]
    found: dict[str, Any] = policy["ResponseHeadersPolicyConfig"]["SecurityHeadersConfig"]
    return found


def framed_by(behaviour: dict[str, Any]) -> str:
    policy: str = headers(behaviour)["ContentSecurityPolicy"]["ContentSecurityPolicy"]
    return policy.removeprefix("frame-ancestors ")


def test_site_and_query_interface_are_under_one_host() -> None:
    assert BEHAVIOURS["/v1/*"]["TargetOriginId"] == "api"
    assert (ORIGINS["api"]["OriginPath"], ORIGINS["api"]["DomainName"]) == ("/public", {"Ref": "ApiDomain"})
    host = {"Fn::Sub": "https://${Site.Outputs.Host}"}
    assert translated()["Outputs"]["ApiUrl"]["Value"] == host
    functions = of_type("AWS::Lambda::Function")
    assert functions["PublishFunction"]["Environment"]["Variables"]["API_URL"] == host


def test_departments_may_frame_what_is_made_for_it_and_nobody_may_frame_anything_else() -> None:
    embed = BEHAVIOURS["/embed/*"]
    assert framed_by(embed) == "*"
    assert "FrameOptions" not in headers(embed)
    for behaviour in (CONFIG["DefaultCacheBehavior"], BEHAVIOURS["/v1/*"]):
        assert framed_by(behaviour) == "'none'"
        assert headers(behaviour)["FrameOptions"]["FrameOption"] == "DENY"


def test_every_answer_is_told_to_come_by_tls_and_to_be_what_it_says() -> None:
    for behaviour in (CONFIG["DefaultCacheBehavior"], *BEHAVIOURS.values()):
        assert headers(behaviour)["StrictTransportSecurity"]["AccessControlMaxAgeSec"] >= 365 * 24 * 3600
        assert headers(behaviour)["ContentTypeOptions"] == {"Override": True}
        assert behaviour["ViewerProtocolPolicy"] in ("redirect-to-https", "https-only")
    assert CONFIG["ViewerCertificate"]["Fn::If"][1]["MinimumProtocolVersion"] == "TLSv1.2_2021"
    for origin in ORIGINS.values():
        custom = origin.get("CustomOriginConfig", {})
        assert not custom or custom["OriginProtocolPolicy"] == "https-only"


def test_what_is_not_there_is_a_page_that_says_so() -> None:
    (group,) = CONFIG["OriginGroups"]["Items"]
    assert CONFIG["DefaultCacheBehavior"]["TargetOriginId"] == group["Id"] == BEHAVIOURS["/embed/*"]["TargetOriginId"]
    assert group["FailoverCriteria"]["StatusCodes"]["Items"] == [403, 404], "a bucket says 403 of what it doesn't have"
    assert [one["OriginId"] for one in group["Members"]["Items"]] == ["public", "missing"]
    (api,) = nested("infra/front/missing.yaml", "AWS::ApiGateway::RestApi")
    (stage,) = nested("infra/front/missing.yaml", "AWS::ApiGateway::Stage")
    assert ORIGINS["missing"]["OriginPath"] == f"/{stage['StageName']}"
    answer = api["Body"]["paths"]["/{address+}"]["x-amazon-apigateway-any-method"]["x-amazon-apigateway-integration"]
    assert answer["responses"]["default"]["statusCode"] == "404"
    assert "没有这个页面" in answer["responses"]["default"]["responseTemplates"]["text/html"]


def test_a_delta_that_is_kept_no_longer_is_gone_and_says_where_to_start_again() -> None:
    (api,) = nested("infra/front/missing.yaml", "AWS::ApiGateway::RestApi")
    asked = api["Body"]["paths"]["/bulk/{name}"]["x-amazon-apigateway-any-method"]
    mock = asked["x-amazon-apigateway-integration"]
    ((pattern, gone),) = re.findall(
        r'matches\("(.+?)"\)\)\{"statusCode": (\d+)\}', mock["requestTemplates"]["application/json"]
    )
    start, end = datetime(2025, 1, 1, tzinfo=UTC), datetime(2025, 1, 1, 0, 10, tzinfo=UTC)
    assert re.fullmatch(pattern, delta_path(start, end).removeprefix("bulk/"))
    assert not re.fullmatch(pattern, "index.json")
    assert gone == mock["responses"][gone]["statusCode"] == "410"
    told = json.loads(mock["responses"][gone]["responseTemplates"]["application/json"])
    assert (told["status"], told["restart"]) == (410, "/bulk/index.json")
    assert str(DELTA_DAYS) in told["detail"]


def test_the_query_interfaces_own_errors_reach_who_asked() -> None:
    assert "CustomErrorResponses" not in CONFIG, "they would take the place of the problem that the API tells"


def test_no_answer_that_a_credential_got_is_kept_for_another() -> None:
    cache = nested_resources(SITE)[BEHAVIOURS["/v1/*"]["CachePolicyId"]["Ref"]]["Properties"]
    key = cache["CachePolicyConfig"]["ParametersInCacheKeyAndForwardedToOrigin"]
    assert "Authorization" in key["HeadersConfig"]["Headers"]
    assert key["QueryStringsConfig"] == {"QueryStringBehavior": "all"}
    assert cache["CachePolicyConfig"]["DefaultTTL"] == 0


def test_nothing_that_ended_is_kept_at_the_edge_past_its_quarter_of_an_hour() -> None:
    """Publication runs every ten minutes and takes some; a cache with no word from the origin would keep a day."""
    for behaviour in (CONFIG["DefaultCacheBehavior"], *BEHAVIOURS.values()):
        policy = nested_resources(SITE)[behaviour["CachePolicyId"]["Ref"]]["Properties"]["CachePolicyConfig"]
        assert policy["DefaultTTL"] <= policy["MaxTTL"] <= 180


def test_who_asked_for_what_is_written_down_without_cookies() -> None:
    assert CONFIG["Logging"]["IncludeCookies"] is False
    assert "${LogsBucket}.s3." in CONFIG["Logging"]["Bucket"]["Fn::Sub"]


def test_a_host_a_certificate_and_a_guard_are_parameters() -> None:
    given = source()["Resources"]["Site"]["Properties"]["Parameters"]
    assert [given[name] for name in ("Domain", "Certificate", "WebAcl")] == [
        {"Ref": name} for name in ("SiteDomain", "SiteCertificate", "WebAclArn")
    ]
    (guard,) = nested("infra/front/guard.yaml", "AWS::WAFv2::WebACL")
    (rule,) = guard["Rules"]
    assert rule["Statement"]["RateBasedStatement"]["Limit"] == {"Ref": "Limit"}
    assert rule["Action"]["Block"]["CustomResponse"]["ResponseCode"] == 429


def test_no_nested_template_names_a_partition_outright() -> None:
    for name in ("edge", "missing", "site", "guard"):
        for text in texts(nested_resources(f"infra/front/{name}.yaml")):
            assert "arn:aws" not in text, text
            assert "amazonaws" not in text or text in ("cloudfront.amazonaws.com",), text
